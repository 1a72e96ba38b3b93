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
        float way = way(gain);
        for (int i = 0; i < size; i++) {
            steepness[i] = Math.abs(normal[i]);
            // The face that the value moves to: 0 or 1. Signs are random, and a branch by them would be dear.
            double face = 0.5 + 0.5 * Math.copySign(1f, way * normal[i]);
            room[i] = Math.abs(face - x[at + i]);
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

    /** The sign that turns slopes into the directions in which values move, for a function that is to change by {@code gain}. */
    static float way(double gain) {
        return gain > 0 ? 1 : -1;
    }
}
