package io.gauntlet.arena.match;

import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Jacobian;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.NotGrantedException;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MeteredTargetTest {
    private static final long MANY = 1000;

    private static MatchResult once(Play play, Stepwise body) {
        return play.attack(Stepwise.attack((rows, target) -> {
            body.step(rows, target);
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        }));
    }

    @ParameterizedTest
    @EnumSource(Knowledge.class)
    void whatIsNotGrantedThrows(Knowledge granted) {
        Play play = Play.on(Play.zeros(0.1), 1).with(Play.budget(granted, MANY, MANY));
        once(play, (rows, target) -> {
            INDArray x = rows.original();
            int[] owner = rows.all();
            check(granted, Knowledge.LABEL, () -> target.labels(x, owner));
            check(granted, Knowledge.SCORE, () -> target.scores(x, owner));
            check(granted, Knowledge.WHITE_BOX, () -> target.gradient(x, owner, Losses.margin(), 1));
            check(granted, Knowledge.WHITE_BOX, () -> target.jacobian(x, owner, new int[][] {{0}}));
            check(granted, Knowledge.WHITE_BOX, target::stages);
            check(granted, Knowledge.WHITE_BOX, target::threshold);
            if (granted == Knowledge.LABEL) {
                assertThrows(
                        NotGrantedException.class, () -> target.labels(x, owner).logit(0, 0));
            }
        });
    }

    private static void check(Knowledge granted, Knowledge needed, Runnable call) {
        if (granted.grants(needed)) {
            call.run();
        } else {
            assertThrows(NotGrantedException.class, call::run);
        }
    }

    @Test
    void candidatesAreBilledToTheirOwners() {
        MatchResult result = once(Play.on(Play.zeros(0.1, 0.2), 2), (rows, target) -> {
            INDArray x = StepModel.array(new float[8], 4, 2);
            assertEquals(-1, target.labels(x, new int[] {1, -1, 1, 0}).label(1));
            target.gradient(rows.original(), rows.all(), new boolean[] {true, false}, Losses.margin(), 1);
            target.jacobian(rows.original(), rows.all(), new int[][] {{0, 1}, {1, 0}});
        });
        assertArrayEquals(new long[] {3, 4}, result.outcomes().queries());
        assertArrayEquals(new long[] {3, 2}, result.outcomes().gradients());
    }

    @Test
    void aLossAimsAtTheClassAskedForEachCandidate() {
        once(Play.on(Play.zeros(0.1, 0.2), 2), (rows, target) -> {
            int[] seen = new int[2];
            Loss watching = (output, label, goal, gradient) -> seen[goal < 0 ? 0 : goal]++;
            target.gradient(rows.original(), rows.all(), null, new int[] {1, -1}, watching, 1);
            assertArrayEquals(new int[] {1, 1}, seen);
            target.gradient(rows.original(), rows.all(), watching, 1);
            assertArrayEquals(new int[] {3, 1}, seen, "the match has no goal");
        });
    }

    @Test
    void aJacobianComesWithItsAnswers() {
        once(Play.on(Play.zeros(0.1, 0.2), 2), (rows, target) -> {
            INDArray x = StepModel.array(new float[] {0.9f, 0, 0.1f, 0}, 2, 2);
            Jacobian found = target.jacobian(x, rows.all(), new int[][] {{0, 1}, {1, 0}});
            boolean[] success = {found.answer().success(0), found.answer().success(1)};
            Answer again = target.scores(x, rows.all());
            for (int i = 0; i < 2; i++) {
                assertEquals(again.success(i), success[i]);
            }
            assertTrue(success[0], "the answer is that of the candidate, not of an earlier call");
        });
    }

    @Test
    void unwantedAndUnpaidGradientsAreZero() {
        Play play = Play.on(Play.zeros(0.1, 0.2, 0.3), 3).with(Play.budget(Knowledge.WHITE_BOX, MANY, 1));
        once(play, (rows, target) -> {
            boolean[] wanted = {true, false, true};
            target.gradient(rows.original(), new int[] {-1, -1, 2}, wanted, Losses.margin(), 1);
            Gradient second = target.gradient(rows.original(), rows.all(), wanted, Losses.margin(), 1);
            assertArrayEquals(
                    new float[] {1, 0, 0, 0, 0, 0},
                    second.values().dup().ravel().toFloatVector());
            assertEquals(0.2f - 0.5f, second.loss(1), 1e-6f);
        });
    }

    @Test
    void forwardAndBackwardOfOneCallMeetTheSameDrawsAndTheNextCallFreshOnes() {
        StepModel model = new StepModel(2, 0.01, Float.POSITIVE_INFINITY);
        Play play = Play.on(Play.zeros(0.1, 0.2), 2).with(model, new StepModel(2));
        once(play, (rows, target) -> {
            Gradient gradient = target.gradient(rows.original(), rows.all(), Losses.margin(), 1);
            float[] noise = model.drawn.get(0);
            assertEquals(0.1f + noise[0] - 0.5f, gradient.loss(0), 1e-6f);
            target.scores(rows.original(), rows.all());
        });
        assertNotEquals(model.drawn.get(0)[0], model.drawn.get(1)[0]);
        assertNotEquals(model.drawn.get(0)[0], model.drawn.get(0)[1]);
    }

    @Test
    void severalDrawsOfOneGradientAreFreshAndItsLossIsTheirMean() {
        StepModel model = new StepModel(1, 0.01, Float.POSITIVE_INFINITY);
        MatchResult result = once(Play.on(Play.zeros(0.1), 1).with(model, new StepModel(1)), (rows, target) -> {
            Gradient gradient = target.gradient(rows.original(), rows.all(), Losses.margin(), 5);
            double mean = model.drawn.stream().mapToDouble(d -> d[0]).average().orElseThrow();
            assertEquals(0.1 + mean - 0.5, gradient.loss(0), 1e-6);
            assertEquals(1f, gradient.values().getFloat(0, 0), 1e-6f);
        });
        assertEquals(5, model.drawn.stream().mapToDouble(d -> d[0]).distinct().count());
        assertEquals(5, result.queries());
        assertEquals(5, result.gradients());
    }

    /** Who wants no gradient is answered as by scores: one draw, one query. */
    @Test
    void whoWantsNoGradientPaysForOneDraw() {
        StepModel model = new StepModel(2, 0.01, Float.POSITIVE_INFINITY);
        Play play = Play.on(Play.zeros(0.1, 0.2), 2).with(model, new StepModel(2));
        MatchResult result = once(play, (rows, target) -> {
            Gradient gradient =
                    target.gradient(rows.original(), rows.all(), new boolean[] {true, false}, Losses.margin(), 5);
            assertEquals(0.2f + model.drawn.get(0)[1] - 0.5f, gradient.loss(1), 1e-6f);
        });
        assertArrayEquals(new long[] {5, 1}, result.outcomes().queries());
        assertArrayEquals(new long[] {5, 0}, result.outcomes().gradients());
    }

    /** A skipped candidate has no sample: were it to use up draws of one, results would depend on the position in the block. */
    @Test
    void skippedCandidatesUseUpNobodysDraws() {
        float[] without = secondDraws(new int[] {0, 1});
        float[] with = secondDraws(new int[] {0, 1, -1, -1});
        assertArrayEquals(without, Arrays.copyOf(with, 2));
    }

    private static float[] secondDraws(int[] owner) {
        StepModel model = new StepModel(4, 0.01, Float.POSITIVE_INFINITY);
        Play play = Play.on(Play.zeros(0.1, 0.2), 4).with(model, new StepModel(4));
        once(play, (rows, target) -> {
            INDArray x = StepModel.array(new float[2 * owner.length], owner.length, 2);
            target.labels(x, owner);
            target.labels(rows.original(), rows.all());
        });
        return model.drawn.get(1);
    }

    @Test
    void candidatesOfAnotherShapeOrTypeAreRefusedInOneSentence() {
        once(Play.on(Play.zeros(0.1), 1), (rows, target) -> {
            refused(rows, target, Nd4j.create(DataType.FLOAT, 1, 3), "[n, 2]");
            refused(rows, target, Nd4j.create(DataType.DOUBLE, 1, 2), "DOUBLE");
            INDArray two = Nd4j.create(DataType.FLOAT, 2, 2);
            refused(rows, target, two, "2 candidates need as many owners, not 1");
            assertTrue(assertThrows(IllegalArgumentException.class, () -> target.labels(rows.original(), new int[] {7}))
                    .getMessage()
                    .contains("Row 7 is not in play"));
        });
    }

    private static void refused(Rows rows, Target target, INDArray x, String says) {
        String message = assertThrows(IllegalArgumentException.class, () -> target.labels(x, rows.all()))
                .getMessage();
        assertTrue(message.contains(says), message);
    }

    @Test
    void aRejectedCandidateIsNoSuccess() {
        Play play = Play.on(Play.zeros(0.1), 1).with(new StepModel(1, 0, 0.5f), new StepModel(1, 0, 0.5f));
        once(play, (rows, target) -> {
            INDArray x = StepModel.array(new float[] {0.9f, 0.6f}, 1, 2);
            io.gauntlet.api.attack.Answer answer = target.labels(x, rows.all());
            assertEquals(1, answer.label(0));
            assertEquals(false, answer.accepted(0));
            assertEquals(false, answer.success(0));
        });
    }
}
