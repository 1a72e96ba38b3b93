package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Norm;
import io.gauntlet.plugins.attacks.geometry.Geometry;

/** L-inf: on the way every change is cut to the same size, and places on it are these sizes. */
final class ClippedApproach implements Approach {
    private final Geometry geometry = Geometry.of(HopSkipJump.INFO, Norm.LINF);

    @Override
    public Geometry geometry() {
        return geometry;
    }

    @Override
    public double farthest(double distance) {
        return distance;
    }

    @Override
    public double tolerance(double distance, double gamma, int length) {
        double share = gamma / ((double) length * length);
        return Math.min(share * distance, share);
    }

    @Override
    public double reach(double distance, double gamma, int length) {
        return gamma / length * distance;
    }

    @Override
    public void bring(float[] x, int at, float[] original, int originalAt, int length, double place) {
        for (int i = 0; i < length; i++) {
            double clean = original[originalAt + i];
            x[at + i] = (float) Math.min(clean + place, Math.max(clean - place, x[at + i]));
        }
    }

    @Override
    public void draw(Draws draws, float[] into, int length) {
        for (int i = 0; i < length; i++) {
            into[i] = 2 * draws.uniform() - 1;
        }
    }

    @Override
    public void direct(float[] gradient, int at, int length) {
        for (int i = at; i < at + length; i++) {
            gradient[i] = Math.signum(gradient[i]);
        }
    }
}
