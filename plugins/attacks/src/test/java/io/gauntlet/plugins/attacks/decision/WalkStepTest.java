package io.gauntlet.plugins.attacks.decision;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class WalkStepTest {
    private static final int LENGTH = 103;
    private static final int AT = 2 * LENGTH;

    private final float[] x = new float[3 * LENGTH];
    private final float[] original = new float[3 * LENGTH];

    private double away(WalkStep step) {
        return Sums.distance(step.moved(), 0, original, AT, LENGTH);
    }

    private WalkStep begun(float value) {
        Arrays.fill(original, AT, 3 * LENGTH, 0.5f);
        Arrays.fill(x, AT, 3 * LENGTH, value);
        WalkStep step = new WalkStep();
        double distance = Sums.distance(x, AT, original, AT, LENGTH);
        assertEquals(Math.abs(value - 0.5) * Math.sqrt(LENGTH), distance, 1e-6);
        step.draw(Seed.of(7).draws(), x, original, AT, LENGTH, distance);
        return step;
    }

    /** Inside the box: as far away as before, at the angle whose tangent is the step. */
    @Test
    void theFirstMoveStaysOnTheSphere() {
        WalkStep step = begun(0.6f);
        double distance = 0.1 * Math.sqrt(LENGTH);
        step.alongSphere(0.05);
        assertEquals(distance, away(step), 1e-5);
        double along = 0;
        for (int i = 0; i < LENGTH; i++) {
            along += 0.1 * (step.moved()[i] - 0.5);
        }
        assertEquals(1 / Math.sqrt(1 + 0.05 * 0.05), along / (distance * distance), 1e-5);
    }

    @Test
    void theSecondMoveShortensTheWayByTheStep() {
        WalkStep step = begun(0.6f);
        step.alongSphere(0.05);
        step.towardsSample(0.1);
        assertEquals(0.9 * 0.1 * Math.sqrt(LENGTH), away(step), 1e-5);
    }

    /** On the face of the box half of the values are cut off, so that the way is shorter than on the sphere. */
    @Test
    void theBoxIsNeverLeftAndWhatItTakesOffCounts() {
        WalkStep step = begun(1);
        step.alongSphere(0.5);
        for (int i = 0; i < LENGTH; i++) {
            assertTrue(step.moved()[i] >= 0 && step.moved()[i] <= 1);
        }
        double before = away(step);
        assertTrue(before < 0.49 * Math.sqrt(LENGTH), "something was cut off");
        step.towardsSample(0.001);
        assertEquals(before, away(step), 1e-5, "already nearer than asked");
    }
}
