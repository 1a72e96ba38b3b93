package io.gauntlet.plugins.attacks.apgd;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.norm.Ball;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

class MomentumClimbTest {
    private final MomentumClimb climb = new MomentumClimb(Ball.of(Norm.LINF), 100);
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

    /** 0.22, then 0.19 later, 0.16 ... 0.07, and from then on 0.06: the checkpoints of a hundred iterations. */
    @Test
    void checkpointsAreThoseOfThePaper() {
        climb.begin(state, 0, 1);
        List<Integer> halved = new ArrayList<>();
        for (int iteration = 1; iteration <= 100; iteration++) {
            if (take(0)) {
                halved.add(iteration);
            }
        }
        assertEquals(List.of(22, 41, 57, 70, 80, 87, 93, 99), halved);
        assertEquals(2f / 256, state.step()[0]);
    }

    @Test
    void aLossThatRisesKeepsItsStep() {
        climb.begin(state, 0, 1);
        for (int iteration = 1; iteration <= 100; iteration++) {
            assertFalse(take(iteration));
        }
        assertEquals(2f, state.step()[0]);
    }

    /** Up at more than three of four iterates, so that it does not oscillate, but no higher than before. */
    @Test
    void aLossThatNeverBeatsItsBestHalvesTheStepWhereTheLastCheckpointDidNot() {
        climb.begin(state, 0, 1);
        state.best()[0] = 1000;
        int checkpoint = 0;
        for (int iteration = 1; iteration <= 57; iteration++) {
            if (take(iteration)) {
                assertEquals(0, checkpoint);
                checkpoint = iteration;
            }
        }
        assertEquals(41, checkpoint);
    }

    /** A step of 0.1 from 0.5 with last move 0.04: 0.75 * 0.1 + 0.25 * 0.04. */
    @Test
    void aQuarterOfTheLastMoveIsRepeated() {
        state.step()[0] = 0.5f;
        float[] x = {0.5f};
        float[] previous = {0.46f};
        Climb.Points points = new Climb.Points(x, previous, new float[] {3}, new float[] {0.45f}, 0, 1);
        climb.move(points, state, 0, false, 0.2f);
        assertArrayEquals(new float[] {0.585f}, x, 1e-6f);
        assertArrayEquals(new float[] {0.5f}, previous);
        climb.move(points, state, 0, false, 0.2f);
        assertEquals(0.65f, x[0], 1e-6f, "and is brought back into the ball");
    }

    private boolean take(float loss) {
        state.best()[0] = Math.max(state.best()[0], loss);
        boolean back = climb.adapt(state, 0, loss, 1, () -> 0);
        state.last()[0] = loss;
        return back;
    }
}
