package io.gauntlet.arena.match;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Jacobian;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.arena.match.Confirmation.State;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Successes on a model that draws. It says class 1 when the first value and normal noise of 0.02 exceed 0.5. */
class ConfirmationTest {
    private static final double NOISE = 0.02;

    private static Play noisy(int block, double... first) {
        return Play.on(Play.zeros(first), block)
                .with(
                        new StepModel(block, NOISE, Float.POSITIVE_INFINITY),
                        new StepModel(16, NOISE, Float.POSITIVE_INFINITY));
    }

    /** Candidates at these first values, one a step, whatever the answers. */
    private static Attack walk(double... firsts) {
        return Stepwise.attack((rows, target) -> {
            INDArray x = rows.original().dup();
            for (int row = 0; row < rows.live(); row++) {
                x.putScalar(row, 0, firsts[rows.iteration()[row]]);
            }
            rows.offer(x, target.labels(x, rows.all()));
            for (int row = 0; row < rows.live(); row++) {
                if (rows.iteration()[row] + 1 == firsts.length) {
                    rows.finish(row);
                }
            }
        });
    }

    /** One draw is wrong in half of the cases at 0.5, and in all at 0.55: the walk goes on to where none is right. */
    @Test
    void aRowLeavesOnlyWhenNoDrawIsRight() {
        double[] samples = new double[20];
        Arrays.fill(samples, 0.25);
        MatchResult result =
                noisy(8, samples).with(Play.budget(Knowledge.LABEL, 5000, 0)).attack(walk(0.4, 0.45, 0.5, 0.52, 0.55));
        for (int i = 0; i < samples.length; i++) {
            assertEquals(0.3f, result.outcomes().linf()[i], 1e-6f, "wrong most often of all candidates");
            assertTrue(
                    result.outcomes().wrong()[i] > 0.5,
                    "wrong in " + result.outcomes().wrong()[i]);
        }
    }

    /** What comes later is kept only when it is better, which takes more than one draw to know. */
    @Test
    void theBestCandidateIsKeptAlthoughALaterOneIsLucky() {
        double[] samples = new double[20];
        Arrays.fill(samples, 0.3);
        MatchResult result = noisy(8, samples).attack(walk(0.53, 0.53, 0.53, 0.5, 0.5, 0.5, 0.48));
        for (int i = 0; i < samples.length; i++) {
            assertEquals(0.23f, result.outcomes().linf()[i], 1e-6f);
        }
    }

    @Test
    void aCandidateThatIsWrongInEveryDrawEndsTheSearchAndEachDrawIsBilled() {
        StepModel model = new StepModel(4, 0.01, Float.POSITIVE_INFINITY);
        MatchResult result = noisy(4, 0.35)
                .with(model, new StepModel(4, 0.01, Float.POSITIVE_INFINITY))
                .attack(walk(0.6, 0.6, 0.6));
        assertEquals(100, result.queries());
        assertEquals(100, model.asked.stream().mapToInt(call -> call.length).sum());
        long fresh = model.drawn.stream()
                .flatMapToInt(ConfirmationTest::bits)
                .distinct()
                .count();
        assertTrue(fresh > 90, "each draw has noise of its own: " + fresh);
        assertArrayEquals(new float[] {1}, result.outcomes().wrong());
        assertEquals(1, result.outcomes().firstSuccess()[0]);
    }

    private static IntStream bits(float[] values) {
        return IntStream.range(0, values.length).map(i -> Float.floatToIntBits(values[i]));
    }

    @Test
    void noBudgetIsExceededAndTheLastDrawsStillCount() {
        for (int queries = 1; queries < 12; queries++) {
            MatchResult result = noisy(4, 0.35)
                    .with(Play.budget(Knowledge.LABEL, queries, 0))
                    .attack(walk(0.55, 0.55, 0.55));
            assertEquals(queries, result.queries());
            assertTrue(result.outcomes().wrong()[0] > 0.8);
        }
    }

    /** The verdict on a sample is bit by bit the same whatever the block, the order and the slices. */
    @Test
    void aSamplesDrawsAreItsOwn() {
        double[] samples =
                IntStream.range(0, 12).mapToDouble(i -> 0.25 + i / 100.0).toArray();
        Attack attack = walk(0.45, 0.5, 0.48, 0.52, 0.54);
        MatchResult together = noisy(8, samples).attack(attack);
        for (int block : new int[] {1, 3, 16}) {
            MatchResult other = noisy(block, samples).attack(attack);
            assertArrayEquals(together.examples(), other.examples());
            assertArrayEquals(together.outcomes().queries(), other.outcomes().queries());
        }
        for (int i = 0; i < samples.length; i++) {
            MatchResult alone = noisy(8, samples).attack(attack, new int[] {i}, new StopSignal());
            assertEquals(together.outcomes().queries()[i], alone.queries());
            assertEquals(together.examples()[2 * i], alone.examples()[0]);
        }
    }

    /** Nearer and nearer: what is wrong in one draw of three is no success, however often it is tried. */
    @Test
    void theNearestIsThatWhichIsWrongMoreOftenThanNot() {
        double[] samples = new double[20];
        Arrays.fill(samples, 0.25);
        double[] firsts =
                IntStream.range(0, 60).mapToDouble(i -> 0.56 - i / 500.0).toArray();
        MatchResult result =
                noisy(8, samples).with(AttackInfo.Kind.MINIMUM_NORM).attack(walk(firsts));
        float[] wrong = result.outcomes().wrong();
        for (int i = 0; i < samples.length; i++) {
            assertTrue(wrong[i] >= 0.5, "wrong in " + wrong[i]);
        }
        double farthest = IntStream.range(0, wrong.length)
                .mapToDouble(i -> result.outcomes().linf()[i])
                .max()
                .orElseThrow();
        assertTrue(farthest < 0.28, "the boundary is at 0.25, and ends at " + farthest);
    }

    /** The successes of a gradient's answer are asked for first, and its arrays are the model's. */
    @Test
    void aPollLeavesTheGradientAsItWas() {
        MatchResult result = noisy(8, 0.499, 0.499, 0.499, 0.499, 0.499, 0.499)
                .attack(Stepwise.attack((rows, target) -> {
                    Gradient gradient = target.gradient(rows.original(), rows.all(), Losses.margin(), 1);
                    Answer answer = gradient.answer();
                    for (int row = 0; row < rows.live(); row++) {
                        assertFalse(answer.success(row), "about half of the draws are right");
                        assertEquals(1f, gradient.values().getFloat(row, 0));
                    }
                    Jacobian found =
                            target.jacobian(rows.original(), rows.all(), new int[][] {{1}, {1}, {1}, {1}, {1}, {1}});
                    for (int row = 0; row < rows.live(); row++) {
                        assertFalse(found.answer().success(row));
                        assertEquals(1f, found.values().getFloat(row, 0, 0));
                        rows.finish(row);
                    }
                }));
        assertTrue(result.queries() > 12, "some were asked about again");
    }

    /** Draws that a gradient was averaged over have been paid for: they say how good a candidate is without further ones. */
    @Test
    void theDrawsOfAGradientCount() {
        MatchResult result = noisy(4, 0.49).attack(Stepwise.attack((rows, target) -> {
            Gradient gradient = target.gradient(rows.original(), rows.all(), Losses.margin(), 40);
            float share = gradient.answer().share(0);
            assertEquals(Math.round(40 * share), 40 * share, 1e-4f);
            assertTrue(share > 0.2 && share < 0.8, "share " + share);
            rows.finish(0);
        }));
        assertEquals(40, result.queries());
    }

    @Test
    void aModelWithoutDrawsIsAskedOnce() {
        StepModel model = new StepModel(4);
        MatchResult result =
                Play.on(Play.zeros(0.4), 4).with(model, new StepModel(4)).attack(walk(0.6, 0.6));
        assertEquals(1, result.queries());
        assertEquals(1, model.asked.size());
    }

    /** How often shares of 0.4, 0.5, 0.8 and 0.9 pass for a majority. */
    @Test
    void aMajorityIsToldFromHalf() {
        double[] passed = List.of(0.4, 0.5, 0.8, 0.9).stream()
                .mapToDouble(share -> IntStream.range(0, 4000)
                                .filter(i ->
                                        majority(Seed.of(3).derive("share", i).draws(), share))
                                .count()
                        / 4000.0)
                .toArray();
        assertTrue(passed[0] == 0 && passed[1] <= 0.0005, Arrays.toString(passed));
        assertTrue(passed[2] > 0.9 && passed[3] > 0.99, Arrays.toString(passed));
    }

    private static boolean majority(Draws draws, double share) {
        State state = State.OPEN;
        for (int drawn = 1, won = 0; state == State.OPEN; drawn++) {
            won += draws.uniform() < share ? 1 : 0;
            state = Confirmation.MAJORITY.after(drawn, won, 0);
        }
        return state == State.SUCCESS;
    }
}
