package io.gauntlet.runtime.record;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.gauntlet.arena.referee.Outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class VerdictComparisonTest {
    /** Two samples of class 0: 7, broken as a 1, and 9, which survived. */
    private static Outcomes outcomes() {
        return new Outcomes(
                new int[] {7, 9},
                new int[] {0, 0},
                new int[] {0, 0},
                new int[] {-1, -1},
                new int[] {1, 0},
                new float[] {1, 0},
                new float[] {-0.5f, 2},
                new float[] {0.3f, 0.3f},
                new float[] {1, 1},
                new float[] {5, 5},
                new float[] {16, 16},
                new long[] {10, 20},
                new long[] {1, 2},
                new long[] {10, 0},
                Map.of());
    }

    private static VerdictComparison.Result compare(Outcomes recorded, Outcomes today) {
        return VerdictComparison.of(recorded, today, new float[] {3, 3});
    }

    private static String only(Outcomes today) {
        VerdictComparison.Result result = compare(outcomes(), today);
        assertEquals(1, result.differences().size(), result.toString());
        return result.differences().get(0);
    }

    @Test
    void equalVerdictsDoNotDiffer() {
        VerdictComparison.Result result = compare(outcomes(), outcomes());
        assertTrue(result.differences().isEmpty());
        assertEquals(0, result.rounding());
    }

    @Test
    void anotherDistanceIsADifferenceHoweverSmall() {
        Outcomes today = outcomes();
        today.l2()[1] = Math.nextUp(today.l2()[1]);
        assertTrue(only(today).startsWith("sample 9: the distance in l2 is recorded as 1.0"));
    }

    @Test
    void anotherLabelIsADifferenceUnlessTheMarginIsWithinRounding() {
        Outcomes today = outcomes();
        today.adversarialLabel()[0] = 0;
        today.wrong()[0] = 0;
        today.margin()[0] = 0.5f;
        assertTrue(only(today).startsWith("sample 7: the answer to the example is recorded as 1, the model answers 0"));

        Outcomes near = outcomes();
        near.margin()[0] = -4e-4f;
        today.margin()[0] = 5e-4f;
        VerdictComparison.Result result = compare(near, today);
        assertTrue(result.differences().isEmpty(), result.toString());
        assertEquals(1, result.rounding());
    }

    @Test
    void anotherMarginIsADifferenceUnlessItIsRounding() {
        Outcomes today = outcomes();
        today.margin()[1] = 2.01f;
        assertTrue(only(today).startsWith("sample 9: the margin is recorded as 2.0"));
        today.margin()[1] = 2.001f;
        VerdictComparison.Result result = compare(outcomes(), today);
        assertTrue(result.differences().isEmpty(), result.toString());
        assertEquals(1, result.rounding());
    }

    @Test
    void anotherCleanAnswerIsADifferenceUnlessTheCleanMarginIsWithinRounding() {
        Outcomes today = outcomes();
        today.cleanLabel()[0] = 1;
        assertTrue(only(today).startsWith("sample 7: the answer to the clean sample is recorded as 0"));
        VerdictComparison.Result result = VerdictComparison.of(outcomes(), today, new float[] {5e-4f, 3});
        assertTrue(result.differences().isEmpty(), result.toString());
        assertEquals(1, result.rounding());
    }

    @Test
    void anotherShareOfDrawsIsADifference() {
        Outcomes today = outcomes();
        today.wrong()[0] = 0.5f;
        assertEquals("sample 7: the attacker's share is recorded as 1.00, the referee's draws give 0.50", only(today));
        today.wrong()[0] = 0.98f;
        assertEquals(1, compare(outcomes(), today).rounding());
    }

    @Test
    void anotherClassIsADifference() {
        Outcomes today = outcomes();
        today.label()[1] = 4;
        assertEquals("sample 9: the class is recorded as 0, the data set says 4", only(today));
    }

    @Test
    void anotherShareUnderATransformationIsADifferenceBeyondRounding() {
        Outcomes recorded = surviving(1);
        assertEquals(0, compare(recorded, surviving(1)).rounding());
        assertEquals(1, compare(recorded, surviving(0.97f)).rounding());
        assertEquals(0, compare(recorded, surviving(0.97f)).differences().size());
        assertEquals(
                "sample 7: under 'rotate' the attacker's share is recorded as 1.00, the referee's draws give 0.50",
                compare(recorded, surviving(0.5f)).differences().get(0));
        assertEquals(1, compare(recorded, outcomes()).differences().size(), "it was not judged under it");
    }

    private static Outcomes surviving(float share) {
        Outcomes o = outcomes();
        return new Outcomes(
                o.sample(),
                o.label(),
                o.cleanLabel(),
                o.goal(),
                o.adversarialLabel(),
                o.wrong(),
                o.margin(),
                o.linf(),
                o.l2(),
                o.l1(),
                o.l0(),
                o.queries(),
                o.gradients(),
                o.firstSuccess(),
                Map.of("rotate", new float[] {share, -1}));
    }
}
