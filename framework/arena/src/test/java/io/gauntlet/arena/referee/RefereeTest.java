package io.gauntlet.arena.referee;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.match.Points;
import io.gauntlet.arena.match.StepModel;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RefereeTest {
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);

    private static Outcomes judge(StepModel model, ThreatModel threatModel, Points points, float... candidates) {
        return judge(new Referee(model, threatModel, Seed.of(3), List.of()), points, candidates);
    }

    private static Outcomes judge(Referee referee, Points points, float... candidates) {
        int n = points.size();
        int[] samples = IntStream.range(0, n).toArray();
        Referee.Clean clean = referee.clean(samples, points.flat());
        int[] goal = referee.goals(samples, points.labels(), clean);
        Referee.Costs costs = new Referee.Costs(new long[n], new long[n], new long[n]);
        return referee.judge(samples, points.labels(), goal, clean, points.flat(), candidates, costs);
    }

    private static Points zero(float first) {
        return new Points(new float[][] {{first, 0}}, new int[] {0});
    }

    @Test
    void aWrongAnswerWithinEpsilonIsTheAttackers() {
        Outcomes outcomes = judge(new StepModel(4), LINF, zero(0.3f), 0.55f, 0.1f);
        assertEquals(1f, outcomes.wrong()[0]);
        assertEquals(1, outcomes.adversarialLabel()[0]);
        assertEquals(0.25f, outcomes.linf()[0], 1e-6f);
        assertEquals(Math.hypot(0.25, 0.1), outcomes.l2()[0], 1e-6);
        assertEquals(0.35f, outcomes.l1()[0], 1e-6f);
        assertEquals(2f, outcomes.l0()[0]);
        assertEquals(-0.05f, outcomes.margin()[0], 1e-6f);
    }

    @Test
    void aClaimOutsideEpsilonIsRefused() {
        Outcomes outcomes = judge(new StepModel(4), LINF, zero(0.1f), 0.6f, 0);
        assertEquals(0f, outcomes.wrong()[0]);
        assertEquals(1, outcomes.adversarialLabel()[0], "what the model says is still on record");
    }

    @Test
    void aClaimOutsideTheBoxIsClippedBeforeItIsJudged() {
        ThreatModel l1 = ThreatModel.whiteBox(Norm.L1, 1.05);
        Points low = new Points(new float[][] {{0.45f, 0.9f}}, new int[] {0});
        float[] candidates = {0.6f, 1.8f};
        Outcomes outcomes = judge(new StepModel(1), l1, low, candidates);
        assertArrayEquals(new float[] {0.6f, 1f}, candidates);
        assertEquals(0.25f, outcomes.l1()[0], 1e-6f);
        assertEquals(1f, outcomes.wrong()[0]);
    }

    @Test
    void notANumberGainsNothing() {
        Outcomes outcomes = judge(new StepModel(1), LINF, zero(0.4f), Float.NaN, Float.NaN);
        assertEquals(0f, outcomes.wrong()[0]);
        assertEquals(0f, outcomes.linf()[0]);
        assertEquals(
                0f,
                judge(new StepModel(1), LINF, zero(0.4f), Float.POSITIVE_INFINITY, 0)
                        .wrong()[0]);
    }

    /** The first value is at 0.4 and must pass 0.5; the second is free to use up the rest of the distance. */
    @ParameterizedTest
    @CsvSource({
        "linf, 0.2,           0.2000009,  true",
        "linf, 0.2,           0.2000013,  false",
        "l2,   0.3,           0.300002,   true",
        "l2,   0.3,           0.300006,   false",
        "l1,   0.3,           0.300002,   true",
        "l1,   0.3,           0.300006,   false",
        "l0,   2,             2,          true",
        "l0,   1,             2,          false",
    })
    void tolerancesCoverRoundingAndNoMore(String norm, double epsilon, double distance, boolean allowed) {
        Norm measured = Norm.valueOf(norm.toUpperCase(java.util.Locale.ROOT));
        double second = switch (measured) {
            case LINF, L0 -> 0.12;
            case L1 -> distance - 0.15;
            case L2 -> Math.sqrt(distance * distance - 0.15 * 0.15);
            case POSE -> throw new IllegalArgumentException("poses are no values");
        };
        double first = measured == Norm.LINF ? distance : 0.15;
        // Around 0.4 and 0 the floats are fine enough to tell the border.
        Points points = new Points(new float[][] {{0.4f, 0}}, new int[] {0});
        ThreatModel threatModel = ThreatModel.whiteBox(measured, epsilon);
        Outcomes outcomes = judge(new StepModel(1), threatModel, points, (float) (0.4f + first), (float) second);
        assertEquals(allowed ? 1f : 0f, outcomes.wrong()[0]);
    }

    @Test
    void aSampleWrongWhenCleanIsTheAttackersAtDistanceZeroWhateverIsHandedIn() {
        float[] candidates = {0.2f, 0.7f};
        Outcomes outcomes = judge(new StepModel(1), LINF, zero(0.8f), candidates);
        assertEquals(1f, outcomes.wrong()[0]);
        assertEquals(0f, outcomes.linf()[0]);
        assertEquals(0f, outcomes.l0()[0]);
        assertArrayEquals(new float[] {0.8f, 0}, candidates);
    }

    @Test
    void aRejectedCandidateIsNotTheAttackersAndARejectedCleanSampleIs() {
        StepModel detecting = new StepModel(2, 0, 0.2f);
        Points points = new Points(new float[][] {{0.4f, 0}, {0.4f, 0}, {0.4f, 0.25f}}, new int[3]);
        Outcomes outcomes = judge(detecting, LINF, points, 0.6f, 0.21f, 0.6f, 0.2f, 0.4f, 0.25f);
        assertArrayEquals(new float[] {0, 1, 1}, outcomes.wrong());
        assertArrayEquals(new int[] {-1, 1, -1}, outcomes.adversarialLabel());
        assertArrayEquals(new int[] {0, 0, -1}, outcomes.cleanLabel());
    }

    @Test
    void aTargetedCandidateMustReachItsGoal() {
        ThreatModel targeted = new ThreatModel(Norm.LINF, 0.3, Goal.TARGETED_LEAST_LIKELY, Knowledge.WHITE_BOX, 1, 1);
        Outcomes outcomes = judge(new StepModel(1), targeted, zero(0.4f), 0.6f, 0);
        assertArrayEquals(new int[] {1}, outcomes.goal());
        assertEquals(1f, outcomes.wrong()[0]);
    }

    @Test
    void aRandomisedModelGivesASharePerSampleWhateverTheBlock() {
        Points points = new Points(new float[][] {{0.3f, 0}, {0.3f, 0}, {0.3f, 0}}, new int[3]);
        float[] near = {0.5f, 0, 0.6f, 0, 0.5f, 0};
        Outcomes one = judge(new StepModel(1, 0.02, Float.POSITIVE_INFINITY), LINF, points, near.clone());
        Outcomes all = judge(new StepModel(8, 0.02, Float.POSITIVE_INFINITY), LINF, points, near.clone());
        assertArrayEquals(one.wrong(), all.wrong());
        assertTrue(one.wrong()[0] > 0.3 && one.wrong()[0] < 0.7, "half of the draws: " + one.wrong()[0]);
        assertEquals(1f, one.wrong()[1], "always wrong is exactly 1, not a sum of rounded hundredths");
        assertTrue(one.wrong()[0] != one.wrong()[2], "samples draw for themselves");
    }

    /** What was chosen because its first draws were lucky is no luckier in the draws that it is reported by. */
    @Test
    void aShareThatWasChosenForBeingHighIsDrawnAnew() {
        int n = 200;
        float[][] values = new float[n][];
        float[] near = new float[2 * n];
        for (int i = 0; i < n; i++) {
            values[i] = new float[] {0.3f, 0};
            near[2 * i] = 0.5f;
        }
        Outcomes outcomes =
                judge(new StepModel(8, 0.02, Float.POSITIVE_INFINITY), LINF, new Points(values, new int[n]), near);
        int[] chosen =
                IntStream.range(0, n).filter(i -> outcomes.wrong()[i] >= 0.55f).toArray();
        assertTrue(chosen.length > 10, chosen.length + " were lucky");
        double first = IntStream.of(chosen)
                .mapToDouble(i -> outcomes.wrong()[i])
                .average()
                .orElseThrow();
        double again =
                IntStream.of(chosen).mapToDouble(outcomes::reported).average().orElseThrow();
        assertTrue(first >= 0.55, "chosen by " + first);
        assertTrue(again > 0.46 && again < 0.54, "reported by " + again);
        assertEquals(
                null, judge(new StepModel(4), LINF, zero(0.3f), 0.55f, 0.1f).redrawn());
    }

    @Test
    void whatIsNotPlayedIsNotDrawnAgain() {
        StepModel model = new StepModel(2, 0.02, Float.POSITIVE_INFINITY);
        Points points = new Points(new float[][] {{0.8f, 0}, {0.1f, 0}}, new int[2]);
        Outcomes outcomes = judge(model, LINF, points, 0.2f, 0, 0.9f, 0);
        assertArrayEquals(new float[] {1, 0}, outcomes.redrawn(), "wrong when clean, and beyond epsilon");
    }

    @Test
    void aDetectorsScoresAreKept() {
        Points points = new Points(new float[][] {{0.4f, 0.1f}, {0.4f, 0.25f}}, new int[2]);
        Outcomes outcomes = judge(new StepModel(2, 0, 0.2f), LINF, points, 0.6f, 0.21f, 0.4f, 0.25f);
        Outcomes.Detection detection = java.util.Objects.requireNonNull(outcomes.detector());
        assertEquals(0.2f, detection.threshold());
        assertArrayEquals(new float[] {0.1f, 0.25f}, detection.clean());
        assertArrayEquals(new float[] {0.21f, 0.25f}, detection.candidate());
        assertEquals(
                null, judge(new StepModel(1), LINF, zero(0.3f), 0.55f, 0.1f).detector());
    }

    @Test
    void joinedOutcomesKeepAllColumns() throws java.io.IOException {
        StepModel model = new StepModel(2, 0.02, 0.2f);
        Outcomes one = judge(model, LINF, zero(0.3f), 0.5f, 0.1f);
        Outcomes both = Outcomes.joined(List.of(one, one));
        assertEquals(both.redrawn()[0], both.redrawn()[1]);
        assertEquals(2, java.util.Objects.requireNonNull(both.detector()).candidate().length);
        assertArrayEquals(both.toJson(), Outcomes.fromJson(both.toJson()).toJson());
    }

    @Test
    void survivalIsJudgedForBrokenSamplesOnly() {
        Referee referee =
                new Referee(new StepModel(1), LINF, Seed.of(1), List.of(new SurvivalTest("shift", new Shift(-0.2f))));
        Points points = new Points(new float[][] {{0.6f, 0}, {0.4f, 0}, {0.4f, 0}, {0.4f, 0}}, new int[] {1, 0, 0, 0});
        Outcomes outcomes = judge(referee, points, 0.45f, 0, 0.65f, 0, 0.7f, 0, 0.41f, 0);
        assertArrayEquals(new float[] {1, 1, 1, 0}, outcomes.wrong());
        assertArrayEquals(
                new float[] {1, 0, 0, -1},
                java.util.Objects.requireNonNull(outcomes.survives().get("shift")));
    }

    /** Adds a constant to every value. */
    private record Shift(float by) implements Stage {
        @Override
        public String name() {
            return "shift";
        }

        @Override
        public long[] outputShape(long[] inputShape) {
            return inputShape.clone();
        }

        @Override
        public INDArray forward(INDArray x, RowDraws draws) {
            return x.add(by);
        }

        @Override
        public INDArray vjp(INDArray x, INDArray dy, RowDraws draws) {
            return dy;
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        public boolean randomised() {
            return false;
        }
    }

    @Test
    void outcomesComeBackFromTheirJsonAndTheirBytesAreCanonical() throws java.io.IOException {
        Referee referee =
                new Referee(new StepModel(1), LINF, Seed.of(1), List.of(new SurvivalTest("shift", new Shift(0))));
        Outcomes outcomes = judge(referee, zero(0.3f), 0.55f, 0.1f);
        byte[] json = outcomes.toJson();
        assertArrayEquals(json, Outcomes.fromJson(json).toJson());
        assertArrayEquals(outcomes.l2(), Outcomes.fromJson(json).l2());
    }

    @Test
    void noSamplesAreJudgedWithoutComplaint() {
        Referee referee = new Referee(new StepModel(2), LINF, Seed.of(1), List.of());
        Referee.Clean clean = referee.clean(new int[0], new float[0]);
        Referee.Costs costs = new Referee.Costs(new long[0], new long[0], new long[0]);
        assertEquals(
                0,
                referee.judge(new int[0], new int[0], new int[0], clean, new float[0], new float[0], costs)
                        .size());
    }
}
