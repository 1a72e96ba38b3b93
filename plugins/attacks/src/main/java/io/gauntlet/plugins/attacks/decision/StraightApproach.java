package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.geometry.L2Geometry;
import io.gauntlet.plugins.attacks.rows.Directions;

/** L2: the way leads straight to the sample, and places on it are shares of it. */
final class StraightApproach implements Approach {
    private final Geometry geometry = new L2Geometry();
    private final Directions directions = new Directions();

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public double farthest(double distance) {
        return 1;
    }

    @Override
    public double tolerance(double distance, double gamma, int length) {
        return gamma / (length * Math.sqrt(length));
    }

    @Override
    public double reach(double distance, double gamma, int length) {
        return Math.sqrt(length) * tolerance(distance, gamma, length) * distance;
    }

    /** In double, where the blend of two values of the box never leaves it. */
    @Override
    public void bring(float[] x, int at, float[] original, int originalAt, int length, double place) {
        for (int i = 0; i < length; i++) {
            x[at + i] = (float) ((1 - place) * original[originalAt + i] + place * x[at + i]);
        }
    }

    @Override
    public void draw(Draws draws, float[] into, int length) {
        directions.normal(draws, into, length);
    }

    /** It is one already. */
    @Override
    public void direct(float[] gradient, int at, int length) {}
}
