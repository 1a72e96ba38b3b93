package io.gauntlet.plugins.attacks.fab;

/**
 * The projections in which every value moves as far as a common level says, or until it meets the box: what the
 * function gains is a concave and piecewise linear function of that level. Loops have no branches where values differ at
 * random, since a branch that is not foreseen costs more than all the arithmetic.
 */
abstract class CappedProjection implements HyperplaneProjection {
    private final Slopes slopes = new Slopes();
    /** Steepness and room of the values that have not met the box, in the first {@link #free} places. */
    private double[] steepness = {};

    private double[] room = {};
    private int free;
    /** What the function gains for each unit of the level by the values that are free. */
    private double rise;

    /** How far a value of this steepness would move for a level of 1, without the box. */
    abstract double pace(double steepness);

    @Override
    public final void change(float[] x, int at, float[] normal, double gain, float[] change) {
        slopes.look(x, at, normal, gain);
        double level = level(Math.abs(gain));
        double[] steep = slopes.steepness();
        double[] most = slopes.room();
        float way = Slopes.way(gain);
        for (int i = 0; i < normal.length; i++) {
            double pace = pace(steep[i]);
            // A steepness of zero stays put at any level, an infinite one included.
            double size = pace == 0 ? 0 : Math.min(level * pace, most[i]);
            change[i] = Math.copySign((float) size, way * normal[i]);
        }
    }

    /**
     * The level at which the gain is reached, or infinity where the box leaves too little room. Newton's method from
     * below: tangents of a concave function lie above it, so it never steps too far, and it ends at the exact piece,
     * where no further value meets the box.
     */
    private double level(double gain) {
        gather();
        double level = 0;
        double missing = gain;
        while (missing > 0) {
            double next = missing / rise;
            if (next <= level) {
                return level;
            }
            level = next;
            int before = free;
            missing -= cap(level);
            if (free == before || free == 0) {
                return free == 0 && missing > 0 ? Double.POSITIVE_INFINITY : level;
            }
        }
        return level;
    }

    /** Leaves out the values that have met the box at a level; returns what the function has gained by them. */
    private double cap(double level) {
        int left = 0;
        double capped = 0;
        double climbing = 0;
        for (int i = 0; i < free; i++) {
            double steep = steepness[i];
            double most = room[i];
            double pace = pace(steep);
            int stays = level * pace < most ? 1 : 0;
            capped += (1 - stays) * steep * most;
            climbing += stays * pace * steep;
            steepness[left] = steep;
            room[left] = most;
            left += stays;
        }
        free = left;
        rise = climbing;
        return capped;
    }

    /** Gathers the values on which the function depends and that can move. */
    private void gather() {
        int size = slopes.size();
        if (steepness.length < size) {
            steepness = new double[size];
            room = new double[size];
        }
        double[] steep = slopes.steepness();
        double[] most = slopes.room();
        int count = 0;
        double climbing = 0;
        for (int i = 0; i < size; i++) {
            int moves = steep[i] * most[i] > 0 ? 1 : 0;
            climbing += moves * pace(steep[i]) * steep[i];
            steepness[count] = steep[i];
            room[count] = most[i];
            count += moves;
        }
        free = count;
        rise = climbing;
    }
}
