package io.gauntlet.plugins.attacks.fab;

/**
 * The projections in which every value moves as far as a common level says, or until it meets the box: what the
 * function gains is a concave and piecewise linear function of that level.
 */
abstract class CappedProjection implements HyperplaneProjection {
    private final Slopes slopes = new Slopes();

    /** How far a value of this steepness would move for a level of 1, without the box. */
    abstract double pace(double steepness);

    @Override
    public final void change(float[] x, int at, float[] normal, double gain, float[] change) {
        slopes.look(x, at, normal, gain);
        double level = level(Math.abs(gain));
        double[] room = slopes.room();
        for (int i = 0; i < normal.length; i++) {
            double pace = pace(slopes.steepness()[i]);
            // A steepness of zero stays put at any level, an infinite one included.
            double size = pace == 0 ? 0 : Math.min(level * pace, room[i]);
            change[i] = (float) (Slopes.direction(normal[i], gain) * size);
        }
    }

    /**
     * The level at which the gain is reached, or infinity where the box leaves too little room. Newton's method from
     * below: tangents of a concave function lie above it, so it never steps too far, and it ends at the exact piece.
     */
    private double level(double gain) {
        double[] steepness = slopes.steepness();
        double[] room = slopes.room();
        double level = 0;
        double missing = gain;
        while (missing > 0) {
            double rise = 0;
            double gained = 0;
            for (int i = 0; i < slopes.size(); i++) {
                double pace = pace(steepness[i]);
                double size = level * pace;
                boolean free = size < room[i];
                rise += free ? pace * steepness[i] : 0;
                gained += steepness[i] * (free ? size : room[i]);
            }
            missing = gain - gained;
            if (rise == 0) {
                return missing > 0 ? Double.POSITIVE_INFINITY : level;
            }
            double next = level + missing / rise;
            if (next <= level) {
                return level;
            }
            level = next;
        }
        return level;
    }
}
