package io.gauntlet.plugins.attacks.rows;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.model.Output;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EvasionTest {
    private static final float THRESHOLD = 2;

    private static Output output(float first, float second, float score) {
        Output output = new Output(2);
        output.logits()[0] = first;
        output.logits()[1] = second;
        output.score(score);
        return output;
    }

    @Test
    void withoutADetectorTheLossStays() {
        Loss loss = Losses.margin();
        for (Evasion evasion : Evasion.values()) {
            assertSame(loss, evasion.of(loss, Float.POSITIVE_INFINITY));
        }
        assertSame(loss, Evasion.IGNORE.of(loss, THRESHOLD));
        assertSame(loss, Evasion.VIEWS.of(loss, THRESHOLD));
    }

    @Test
    void theHingeCountsWhatExceedsTheThreshold() {
        Loss loss = Evasion.HINGE.of(Losses.margin(), THRESHOLD);
        Output gradient = new Output(2);
        assertEquals(-1 - 0.5f, loss.apply(output(3, 2, 3), 0, -1, gradient), 1e-6);
        assertEquals(-0.5f, gradient.score());
        assertEquals(1, gradient.logits()[1], "and still climbs the loss");
        assertEquals(-1, loss.apply(output(3, 2, 1), 0, -1, new Output(2)), 1e-6);
    }

    @Test
    void selectiveTurnsToTheScoreOnceTheAnswerIsWrong() {
        Loss loss = Evasion.SELECTIVE.of(Losses.margin(), THRESHOLD);
        Output right = new Output(2);
        loss.apply(output(3, 2, 3), 0, -1, right);
        assertEquals(0, right.score());
        assertEquals(1, right.logits()[1]);
        Output wrong = new Output(2);
        assertEquals(-1.5f, loss.apply(output(2, 3, 3), 0, -1, wrong), 1e-6);
        assertTrue(wrong.score() < 0);
        assertEquals(0, wrong.logits()[1]);
        Output goal = new Output(2);
        loss.apply(output(2, 3, 3), 0, 0, goal);
        assertEquals(0, goal.score(), "wrong, but not the goal");
    }
}
