package io.gauntlet.plugins.attacks.fab;

/**
 * A linear function seen from a point: how steep it is along each value, and how far that value can move in the
 * direction that brings the function where it should be. Grown once and reused.
 */
final class Slopes {
    private double[] steepness = {};
    private double[] room = {};
    private int size;

    /** Looks at a function whose value is to change by {@code gain}. */
    void look(float[] x, int at, float[] normal, double gain) {
        size = normal.length;
        if (steepness.length < size) {
            steepness = new double[size];
            room = new double[size];
        }
        boolean grow = gain > 0;
        for (int i = 0; i < size; i++) {
            double value = x[at + i];
            steepness[i] = Math.abs(normal[i]);
            room[i] = (normal[i] > 0) == grow ? 1 - value : value;
        }
    }

    /** Each value's absolute slope, in the first {@link #size()} places. */
    double[] steepness() {
        return steepness;
    }

    /** How far each value can move, at least 0, in the first {@link #size()} places. */
    double[] room() {
        return room;
    }

    /** The number of values. */
    int size() {
        return size;
    }

    /** The direction in which a value moves, for a function that is to change by {@code gain}. */
    static double direction(float slope, double gain) {
        return gain > 0 ? Math.signum(slope) : -Math.signum(slope);
    }
}
