package io.gauntlet.plugins.attacks.apgd;

import java.util.Arrays;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class SparseClimbTest {
    private final SparseClimb climb = new SparseClimb(Ball.of(Norm.L1), 100);
    private final ClimbState state = new ClimbState(
            new float[1],
            new float[1],
            new float[1],
            new float[1],
            new float[1],
            new float[1],
            new float[1],
            new float[1],
            new float[1],
            new float[1]);

    /** A fifth of ten values are two: each moves by half of epsilon. */
    @Test
    void theFirstStepSpreadsEpsilonOverTheSteepestFifth() {
        climb.begin(state, 0, 10);
        float[] x = new float[10];
        Arrays.fill(x, 0.5f);
        float[] gradient = {1, -9, 2, 3, -4, 8, 5, 6, 7, 0};
        climb.move(new Climb.Points(x, new float[10], gradient, x.clone(), 0, 10), state, 0, true, 0.4f);
        assertArrayEquals(new float[] {0.5f, 0.3f, 0.5f, 0.5f, 0.5f, 0.7f, 0.5f, 0.5f, 0.5f, 0.5f}, x, 1e-6f);
    }

    /** Every 4 % of the iterations the share becomes two thirds of what the best point changes. */
    @Test
    void theShareFollowsTheBestPointAndTheStepShrinksWhereThatIsNoSparser() {
        climb.begin(state, 0, 10);
        assertFalse(takeAny(3));
        assertTrue(take(3), "from ten values to three it became sparser, and goes back to that point");
        assertEquals(0.2f, state.share()[0], 1e-6f);
        assertEquals(1f, state.step()[0]);
        assertFalse(takeAny(4));
        assertEquals(1 / 1.5f, state.step()[0], 1e-6f);
        for (int k = 0; k < 80; k++) {
            take(3);
        }
        assertEquals(0.1f, state.step()[0], 1e-6f);
    }

    private boolean takeAny(int iterates) {
        boolean any = false;
        for (int k = 0; k < iterates; k++) {
            any |= take(3);
        }
        return any;
    }

    private boolean take(int changed) {
        return climb.adapt(state, 0, 0f, 10, () -> changed);
    }
}
