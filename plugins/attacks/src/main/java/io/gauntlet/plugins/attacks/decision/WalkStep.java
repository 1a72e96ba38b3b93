package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.rows.Directions;

/**
 * A step of the walk along the boundary (Brendel, Rauber and Bethge 2018, section 2.2): at right angles to the way to
 * the sample and back onto the sphere around it, then towards it. The arrays are grown once; loops go through all of them
 * at the same places and without branches, so that many values are computed at once.
 */
final class WalkStep {
    private final Directions directions = new Directions();
    private int length;
    private double distance;
    private float[] origin = {};
    private float[] way = {};
    private float[] direction = {};
    private float[] moved = {};

    /**
     * Begins a step.
     *
     * @param draws of the row and step
     * @param x the point that was reached, from {@code at} on
     * @param original the sample, from {@code at} on
     * @param now how far they are apart, above 0
     */
    void draw(Draws draws, float[] x, float[] original, int at, int size, double now) {
        if (origin.length < size) {
            origin = new float[size];
            way = new float[size];
            direction = new float[size];
            moved = new float[size];
        }
        length = size;
        distance = now;
        System.arraycopy(original, at, origin, 0, size);
        System.arraycopy(x, at, way, 0, size);
        subtract(way, origin, size);
        directions.normal(draws, direction, size);
    }

    private static void subtract(float[] from, float[] values, int length) {
        for (int i = 0; i < length; i++) {
            from[i] -= values[i];
        }
    }

    /**
     * Moves at right angles to the way to the sample, then back onto the sphere by Pythagoras.
     *
     * @param step how far, as a share of the distance
     */
    void alongSphere(double step) {
        double squared = Math.max(Double.MIN_NORMAL, distance * distance);
        double along = Sums.product(direction, way, length) / squared;
        double across = Math.sqrt(
                Math.max(Double.MIN_NORMAL, Sums.product(direction, direction, length) - along * along * squared));
        double scale = step * distance / across;
        double shrink = 1 / Math.sqrt(step * step + 1);
        combine((float) (shrink * (1 - scale * along)), (float) (shrink * scale));
    }

    private void combine(float ofWay, float ofDirection) {
        for (int i = 0; i < length; i++) {
            moved[i] = Math.min(1f, Math.max(0f, origin[i] + ofWay * way[i] + ofDirection * direction[i]));
        }
    }

    /**
     * Shortens the way to the sample; what the box has taken off counts too.
     *
     * @param step by how much, as a share of the distance
     */
    void towardsSample(double step) {
        double now = Sums.distance(moved, 0, origin, 0, length);
        shorten((float) (Math.max(0, step * distance + now - distance) / Math.max(Double.MIN_NORMAL, now)));
    }

    private void shorten(float share) {
        for (int i = 0; i < length; i++) {
            moved[i] = Math.min(1f, Math.max(0f, moved[i] + share * (origin[i] - moved[i])));
        }
    }

    /** The point reached so far. */
    float[] moved() {
        return moved;
    }
}
