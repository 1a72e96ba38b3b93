package io.gauntlet.plugins.attacks.fab;

/**
 * A linear function seen from a point: how steep it is along each value, which way that value must go to bring the
 * function where it should be, and how far it can. Grown once and reused. Each loop does one thing without branches, so
 * that many values are computed at once.
 */
final class Slopes {
    /** Its square times any float but zero is at least 1 in size. */
    private static final float HUGE = 1e38f;

    private float[] point = {};
    private float[] way = {};
    private float[] steepness = {};
    private float[] room = {};

    /** Looks at a function whose value is to change by {@code gain}. */
    void look(float[] x, int at, float[] normal, double gain) {
        int size = normal.length;
        if (steepness.length < size) {
            point = new float[size];
            way = new float[size];
            steepness = new float[size];
            room = new float[size];
        }
        // Arrays that are read at other places than they are written are not computed many values at once.
        System.arraycopy(x, at, point, 0, size);
        float sign = gain > 0 ? 1 : -1;
        for (int i = 0; i < size; i++) {
            way[i] = Math.min(1f, Math.max(-1f, sign * normal[i] * HUGE * HUGE));
        }
        for (int i = 0; i < size; i++) {
            steepness[i] = Math.abs(normal[i]);
        }
        for (int i = 0; i < size; i++) {
            // To the face that the value moves to, 0 or 1; none where the function does not depend on it.
            room[i] = way[i] * (0.5f + 0.5f * way[i] - point[i]);
        }
    }

    /** For each value 1 where it must grow, -1 where it must fall, 0 where the function does not depend on it. */
    float[] way() {
        return way;
    }

    /** Each value's absolute slope. */
    float[] steepness() {
        return steepness;
    }

    /** How far each value can move, at least 0. */
    float[] room() {
        return room;
    }

    /** 1 where a value is greater than zero, else 0. */
    static float positive(float value) {
        return Math.min(1f, Math.max(0f, value * HUGE * HUGE));
    }
}
