package io.gauntlet.arena.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MatchHarnessTest {
    /** Eleven samples in three rows; a sample stays for as many steps as its number says. */
    @Test
    void stateFollowsASampleThroughRefills() {
        double[] first = new double[11];
        Arrays.setAll(first, i -> i / 100.0);
        MatchResult result = Play.on(Play.zeros(first), 3).attack(Following::new);

        for (int i = 0; i < 11; i++) {
            assertEquals(i % 5 + 1, result.outcomes().queries()[i], "steps of sample " + i);
        }
        assertEquals(11, result.outcomes().size());
    }

    /** Checks at each step that the named state is still that of the sample in the row. */
    private record Following(Rows rows, Target target) implements Search {
        Following(Rows rows, Target target, Attack.Fitted fitted) {
            this(rows, target);
        }

        @Override
        public void admit(int[] admitted) {
            INDArray copy = rows.image("copy");
            for (int row : admitted) {
                assertEquals(0f, rows.scalar("steps")[row], "state of another sample was left behind");
                assertEquals(0f, copy.getFloat(row, 0), "an image of another sample was left behind");
                copy.putScalar(row, 0, rows.original().getFloat(row, 0));
            }
        }

        @Override
        public void step() {
            assertTrue(rows.live() <= 3);
            for (int row = 0; row < rows.live(); row++) {
                float own = rows.original().getFloat(row, 0);
                assertEquals(own, rows.image("copy").getFloat(row, 0));
                assertEquals(rows.iteration()[row], rows.scalar("steps")[row]++);
                if (rows.iteration()[row] == Math.round(100 * own) % 5) {
                    rows.finish(row);
                }
            }
            target.labels(rows.original(), rows.all());
        }
    }

    @Test
    void aRestartCountsAndBeginsAtIterationZero() {
        List<String> seen = new ArrayList<>();
        Play.on(Play.zeros(0.1), 2).attack((rows, target, fitted) -> new Search() {
            @Override
            public void admit(int[] admitted) {
                seen.add("admit");
            }

            @Override
            public void step() {
                seen.add(rows.restart()[0] + "." + rows.iteration()[0]);
                // The second condition ends the test should the count never come back to 1.
                if (rows.iteration()[0] == 1 || seen.size() > 20) {
                    if (rows.restart()[0] == 1) {
                        rows.finish(0);
                    } else {
                        rows.restart(0);
                    }
                }
            }
        });
        assertEquals(List.of("admit", "0.0", "0.1", "admit", "1.0", "1.1"), seen);
    }

    @Test
    void anAttackMayBeginAtSamplesOfItsOwn() {
        Play play = Play.on(Play.zeros(0.1, 0.2), 2);
        play.attack(Stepwise.attack((rows, target) -> {
            assertSame(play.points(), rows.attackerSplit());
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        }));
    }

    @Test
    void drawsAreTheSamplesOwnWhereverItStands() {
        Map<Float, Float> alone = draws(1, new int[] {4, 2, 0, 1, 3});
        assertEquals(alone, draws(3, new int[] {0, 1, 2, 3, 4}));
        assertEquals(5, alone.values().stream().distinct().count());
    }

    private static Map<Float, Float> draws(int block, int[] samples) {
        Map<Float, Float> drawn = new HashMap<>();
        Play.on(Play.zeros(0.1, 0.2, 0.3, 0.4, 0.05), block)
                .attack(
                        Stepwise.attack((rows, target) -> {
                            for (int row = 0; row < rows.live(); row++) {
                                drawn.put(
                                        rows.original().getFloat(row, 0),
                                        rows.draws(row, "x").uniform());
                                rows.finish(row);
                            }
                        }),
                        samples,
                        new StopSignal());
        return drawn;
    }

    @Test
    void aBlindCandidateIsJudgedOnceAndEndsTheSearch() {
        MatchResult result = Play.on(Play.zeros(0.4, 0.1), 2)
                .with(Play.budget(Knowledge.TRANSFER, 10, 0))
                .attack(Stepwise.attack((rows, target) -> {
                    for (int row = 0; row < rows.live(); row++) {
                        INDArray moved = rows.original().slice(row).dup().addi(0.2f);
                        rows.submit(row, moved);
                    }
                }));
        assertArrayEquals(new float[] {1, 0}, result.outcomes().wrong());
        assertEquals(0, result.queries());
        assertEquals(0.2f, result.outcomes().linf()[1], 1e-6f);
    }

    @Test
    void aSampleThatIsWrongWhenCleanIsNeverShownToTheAttack() {
        Points points = new Points(new float[][] {{0.9f, 0}, {0.1f, 0}}, new int[] {0, 0});
        List<Float> seen = new ArrayList<>();
        MatchResult result = Play.on(points, 2).attack(Stepwise.attack((rows, target) -> {
            for (int row = 0; row < rows.live(); row++) {
                seen.add(rows.original().getFloat(row, 0));
                rows.finish(row);
            }
        }));
        assertEquals(List.of(0.1f), seen);
        assertArrayEquals(new float[] {1, 0}, result.outcomes().wrong());
        assertEquals(0f, result.outcomes().linf()[0]);
    }

    @Test
    void aRowOverBudgetLeavesAloneAndBillsNothingMore() {
        MatchResult result = Play.on(Play.zeros(0.1, 0.2), 2)
                .with(Play.budget(Knowledge.LABEL, 5, 0))
                .attack(Stepwise.attack((rows, target) -> {
                    target.labels(rows.original(), rows.all());
                    for (int row = 0; row < rows.live(); row++) {
                        if (rows.original().getFloat(row, 0) > 0.15f && rows.iteration()[row] == 2) {
                            rows.finish(row);
                        }
                    }
                }));
        assertArrayEquals(new long[] {5, 3}, result.outcomes().queries());
    }

    /** In one call or in one after the other: the query that met the first success is the same. */
    @Test
    void theFirstSuccessHasTheNumberOfItsOwnQuery() {
        MatchResult result = Play.on(Play.zeros(0.4, 0.45), 2).attack(Stepwise.attack((rows, target) -> {
            INDArray x = StepModel.array(new float[] {0.4f, 0, 0.45f, 0, 0.6f, 0, 0.65f, 0, 0.6f, 0}, 5, 2);
            rows.offer(x, target.labels(x, new int[] {0, 1, 0, 0, 1}));
        }));
        assertArrayEquals(new long[] {3, 2}, result.outcomes().queries());
        assertArrayEquals(new long[] {2, 2}, result.outcomes().firstSuccess());
    }

    /** The third query is refused, but the second was paid for and found a success. */
    @Test
    void whatWasPaidForCountsAlthoughTheRestOfTheCallIsRefused() {
        MatchResult result = Play.on(Play.zeros(0.4), 1)
                .with(Play.budget(Knowledge.LABEL, 2, 0))
                .attack(Stepwise.attack((rows, target) -> {
                    INDArray x = StepModel.array(new float[] {0.4f, 0, 0.6f, 0, 0.65f, 0}, 3, 2);
                    Answer answer = target.labels(x, new int[] {0, 0, 0});
                    assertTrue(answer.paid(1));
                    assertFalse(answer.paid(2));
                    assertEquals(-1, answer.label(2));
                    rows.offer(x, answer);
                }));
        assertEquals(1f, result.outcomes().wrong()[0]);
        assertEquals(0.6f, result.examples()[0]);
        assertEquals(2, result.outcomes().firstSuccess()[0]);
    }

    @Test
    void theFirstSuccessIsKeptAtFixedEpsilonAndTheSmallestForMinimumNorm() {
        Attack attack = Stepwise.attack((rows, target) -> {
            INDArray x = StepModel.array(new float[] {0.65f, 0, 0.55f, 0, 0.6f, 0, 0.1f, 0}, 4, 2);
            rows.offer(x, target.labels(x, new int[] {0, 0, 0, 0}));
            rows.finish(0);
        });
        Play play = Play.on(Play.zeros(0.4), 1);
        assertEquals(0.65f, play.attack(attack).examples()[0]);
        assertEquals(
                0.55f, play.with(AttackInfo.Kind.MINIMUM_NORM).attack(attack).examples()[0]);
    }

    @Test
    void aSuccessOutsideEpsilonDoesNotEndTheSearch() {
        MatchResult result = Play.on(Play.zeros(0.1), 1).attack(Stepwise.attack((rows, target) -> {
            INDArray x = rows.original().dup().addi(rows.iteration()[0] == 0 ? 0.6f : 0.1f);
            rows.offer(x, target.labels(x, rows.all()));
            if (rows.iteration()[0] == 1) {
                rows.finish(0);
            }
        }));
        assertEquals(2, result.queries());
        assertEquals(0f, result.outcomes().wrong()[0]);
    }

    @Test
    void allAttacksAimAtTheSameClasses() {
        ThreatModel targeted = new ThreatModel(
                Norm.LINF,
                0.3,
                Goal.TARGETED_RANDOM,
                Knowledge.WHITE_BOX,
                ThreatModel.UNLIMITED,
                ThreatModel.UNLIMITED);
        Points points = Play.zeros(new double[40]);
        Attack attack = Stepwise.attack((rows, target) -> {
            for (int row = 0; row < rows.live(); row++) {
                rows.finish(row);
            }
        });
        Play play = Play.on(points, 4).with(new TenClasses(), new TenClasses()).with(targeted);
        int[] goals = play.attack(attack).outcomes().goal();
        assertArrayEquals(goals, play.withSeed(2).attack(attack).outcomes().goal());
        assertTrue(Arrays.stream(goals).allMatch(goal -> goal >= 1 && goal <= 9), Arrays.toString(goals));
        assertTrue(Arrays.stream(goals).distinct().count() > 5, Arrays.toString(goals));
    }

    @Test
    void stoppingReachesTheAttackAtItsNextCall() {
        StopSignal stop = new StopSignal();
        StepModel model = new StepModel(1);
        Attack attack = Stepwise.attack((rows, target) -> {
            target.labels(rows.original(), rows.all());
            stop.stop("cancelled by a person");
            target.labels(rows.original(), rows.all());
        });
        Play play = Play.on(Play.zeros(0.1), 1).with(model, new StepModel(1));
        StoppedException stopped = assertThrows(StoppedException.class, () -> play.attack(attack, new int[] {0}, stop));
        assertEquals("cancelled by a person", stopped.getMessage());
        assertEquals(1, model.asked.size());
    }

    @Test
    void anAttackThatWritesOverItsInputCannotChangeTheVerdict() {
        MatchResult result = Play.on(Play.zeros(0.1), 1).attack(Stepwise.attack((rows, target) -> {
            Floats.put(new float[] {0.9f, 0}, rows.original());
            rows.offer(rows.original(), target.labels(rows.original(), rows.all()));
            rows.finish(0);
        }));
        assertEquals(0f, result.outcomes().wrong()[0]);
        assertNotEquals(1f, result.outcomes().wrong()[0]);
    }
}
