package io.gauntlet.plugins.attacks.fab;

/**
 * The projections in which every value moves as far as a common level says, or until it meets the box: what the
 * function gains is a concave and piecewise linear function of that level. Loops have no branches and write into arrays,
 * so that many values are computed at once; they are added up apart.
 */
abstract class CappedProjection implements HyperplaneProjection {
    /** A level at which every value meets the box. */
    private static final float ALL_THE_WAY = Float.MAX_VALUE;

    private final Slopes slopes = new Slopes();
    private float[] pace = {};
    private float[] part = {};

    /** Writes how far each value would move for a level of 1, without the box. */
    abstract void pace(Slopes slopes, float[] pace, int size);

    @Override
    public final void change(float[] x, int at, float[] normal, double gain, float[] change) {
        int size = normal.length;
        if (pace.length < size) {
            pace = new float[size];
            part = new float[size];
        }
        slopes.look(x, at, normal, gain);
        pace(slopes, pace, size);
        float level = level(Math.abs(gain), size);
        float[] way = slopes.way();
        float[] room = slopes.room();
        for (int i = 0; i < size; i++) {
            change[i] = way[i] * Math.min(level * pace[i], room[i]);
        }
    }

    /**
     * The level at which the gain is reached. Newton's method from below: tangents of a concave function lie above it, so
     * it never steps too far, and it ends at the exact piece, where no further value meets the box.
     */
    private float level(double gain, int size) {
        double level = 0;
        double missing = gain;
        double rise = rise(0, size);
        while (missing > 0) {
            if (rise == 0) {
                return ALL_THE_WAY;
            }
            level += missing / rise;
            double next = rise((float) level, size);
            if (next == rise) {
                break;
            }
            rise = next;
            missing = gain - gained((float) level, size);
        }
        return (float) level;
    }

    /** What the function gains at a level. */
    private double gained(float level, int size) {
        float[] steepness = slopes.steepness();
        float[] room = slopes.room();
        for (int i = 0; i < size; i++) {
            part[i] = steepness[i] * Math.min(level * pace[i], room[i]);
        }
        return sum(size);
    }

    /** What it gains for each further unit of the level, by the values that have not met the box. */
    private double rise(float level, int size) {
        float[] steepness = slopes.steepness();
        float[] room = slopes.room();
        for (int i = 0; i < size; i++) {
            part[i] = steepness[i] * pace[i] * Slopes.positive(room[i] - level * pace[i]);
        }
        return sum(size);
    }

    /** In eight sums that do not wait for each other, always in the same order: equal parts have equal sums. */
    private double sum(int size) {
        float a = 0;
        float b = 0;
        float c = 0;
        float d = 0;
        float e = 0;
        float f = 0;
        float g = 0;
        float h = 0;
        int whole = size & -8;
        for (int i = 0; i < whole; i += 8) {
            a += part[i];
            b += part[i + 1];
            c += part[i + 2];
            d += part[i + 3];
            e += part[i + 4];
            f += part[i + 5];
            g += part[i + 6];
            h += part[i + 7];
        }
        for (int i = whole; i < size; i++) {
            a += part[i];
        }
        return (double) (a + b) + (c + d) + ((double) (e + f) + (g + h));
    }
}
