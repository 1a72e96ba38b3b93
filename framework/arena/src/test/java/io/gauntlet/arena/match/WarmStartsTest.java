package io.gauntlet.arena.match;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.referee.Outcomes;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Samples are of class 0, and broken when their first value exceeds 0.5; epsilon is 0.3. */
class WarmStartsTest {
    private static final float EPSILON = 0.3f;

    /** Stored examples of some samples, all right when clean; {@code wrong} tells who was beaten. */
    private static Outcomes outcomes(int[] samples, float[] wrong, float[] distances) {
        int n = samples.length;
        int[] zeros = new int[n];
        float[] none = new float[n];
        long[] nothing = new long[n];
        return new Outcomes(
                samples, zeros, zeros, zeros, zeros, wrong, none, distances, none, none, none, nothing, nothing,
                nothing, Map.of());
    }

    private static WarmStarts beaten(int[] samples, float... examples) {
        WarmStarts starts =
                new WarmStarts(Norm.LINF, Arrays.stream(samples).boxed().toList());
        float[] wrong = new float[samples.length];
        Arrays.fill(wrong, 1);
        starts.add(1, outcomes(samples, wrong, new float[samples.length]), examples);
        return starts;
    }

    /** Offers the sample as it is, then each warm start as it is. */
    private static final class Retrying implements Search {
        private final Rows rows;
        private final Target target;
        private final Map<Float, float[]> seen;

        Retrying(Rows rows, Target target, Map<Float, float[]> seen) {
            this.rows = rows;
            this.target = target;
            this.seen = seen;
        }

        static Attack attack(Map<Float, float[]> seen) {
            return (rows, target, fitted) -> new Retrying(rows, target, seen);
        }

        @Override
        public void admit(int[] admitted) {
            INDArray x = rows.image("x");
            for (int row : admitted) {
                float[] values = {
                    rows.original().getFloat(row, 0), rows.original().getFloat(row, 1)
                };
                int restart = rows.restart()[row];
                if (restart > 0) {
                    float sample = values[0];
                    rows.warmStart(row, restart - 1, values, 0);
                    float[] known = seen.getOrDefault(sample, new float[0]);
                    float[] more = Arrays.copyOf(known, known.length + 1);
                    more[known.length] = values[0];
                    seen.put(sample, more);
                }
                x.putScalar(row, 0, values[0]);
                x.putScalar(row, 1, values[1]);
            }
        }

        @Override
        public void step() {
            INDArray x = rows.image("x");
            rows.offer(x, target.labels(x, rows.all()));
            for (int row = 0; row < rows.live(); row++) {
                if (rows.restart()[row] < rows.warmStarts(row)) {
                    rows.restart(row);
                } else {
                    rows.finish(row);
                }
            }
        }
    }

    private static MatchResult play(int block, int[] samples, WarmStarts starts, Map<Float, float[]> seen) {
        return Play.on(Play.zeros(0.1, 0.3, 0.25, 0.05, 0.4, 0.21), block)
                .attack(Retrying.attack(seen), samples, new StopSignal(), starts);
    }

    @Test
    void eachSampleBeginsFromItsOwnInItsBallAndPaysForIt() {
        int[] all = IntStream.range(0, 6).toArray();
        Map<Float, float[]> seen = new HashMap<>();
        MatchResult result = play(2, all, beaten(new int[] {1, 3, 4}, 0.9f, 0, 0.1f, 0, 0.55f, 0), seen);
        assertArrayEquals(new float[] {0, 1, 0, 0, 1, 0}, result.outcomes().wrong());
        assertArrayEquals(new long[] {1, 2, 1, 2, 2, 1}, result.outcomes().queries());
        assertEquals(0.3f + EPSILON, result.examples()[2], 1e-6f, "brought into the ball");
        assertEquals(new Conduct(0, 0, 0, false, 2, 0, 2), result.conduct());
    }

    @Test
    void theyAreTheSamplesOwnWhateverStandsBeside() {
        WarmStarts starts = beaten(new int[] {0, 1, 3, 4}, 0.2f, 0, 0.4f, 0, 0.1f, 0, 0.45f, 0);
        Map<Float, float[]> expected = new HashMap<>();
        play(6, IntStream.range(0, 6).toArray(), starts, expected);
        assertEquals(4, expected.size());
        for (int block : new int[] {1, 2, 4}) {
            for (int[] samples : List.of(new int[] {5, 4, 3, 2, 1, 0}, new int[] {3, 0, 5, 1, 4})) {
                Map<Float, float[]> seen = new HashMap<>();
                play(block, samples, starts, seen);
                assertEquals(expected.keySet(), seen.keySet());
                expected.forEach((sample, values) -> assertArrayEquals(values, seen.get(sample)));
            }
        }
    }

    @Test
    void theLatestModelsComeFirstAndAmongThemTheNearestButFew() {
        WarmStarts starts = new WarmStarts(Norm.LINF, List.of(7));
        starts.add(1, outcomes(new int[] {7}, new float[] {1}, new float[] {0.1f}), new float[] {0.11f, 0});
        starts.add(2, outcomes(new int[] {7}, new float[] {1}, new float[] {0.3f}), new float[] {0.23f, 0});
        starts.add(2, outcomes(new int[] {7}, new float[] {0.5f}, new float[] {0.2f}), new float[] {0.22f, 0});
        starts.add(2, outcomes(new int[] {7}, new float[] {1}, new float[] {0.2f}), new float[] {0.22f, 0});
        assertEquals(List.of(0.22f, 0.23f, 0.11f), firsts(starts, 7));
        starts.add(3, outcomes(new int[] {7, 8}, new float[] {0.4f, 1}, new float[2]), new float[] {0.3f, 0, 0.4f, 0});
        assertEquals(List.of(0.22f, 0.23f, 0.11f), firsts(starts, 7), "what did not beat it, and another sample's");
        assertEquals(0, starts.count(8));
        starts.add(3, outcomes(new int[] {7}, new float[] {1}, new float[] {0.3f}), new float[] {0.33f, 0});
        assertEquals(List.of(0.33f, 0.22f, 0.23f), firsts(starts, 7));
    }

    private static List<Float> firsts(WarmStarts starts, int sample) {
        return IntStream.range(0, starts.count(sample))
                .mapToObj(k -> starts.values(sample, k)[0])
                .toList();
    }

    @Test
    void whatIsNotStoredCannotBeHad() {
        Play play = Play.on(Play.zeros(0.1), 1);
        assertThrows(
                IndexOutOfBoundsException.class,
                () -> play.attack(Stepwise.attack((rows, target) -> rows.warmStart(0, 0, new float[2], 0))));
    }

    /** A search for the minimum norm has no ball; where it began from is kept as it was. */
    @Test
    void withoutABallTheyStayWhereTheyAre() {
        Map<Float, float[]> seen = new HashMap<>();
        MatchResult result = Play.on(Play.zeros(0.1, 0.3), 2)
                .with(AttackInfo.Kind.MINIMUM_NORM)
                .attack(
                        Retrying.attack(seen),
                        new int[] {0, 1},
                        new StopSignal(),
                        beaten(new int[] {0, 1}, 0.8f, 0, 0.55f, 0));
        assertArrayEquals(new float[] {0.8f}, seen.get(0.1f));
        assertArrayEquals(new float[] {0, 1}, result.outcomes().wrong());
    }
}
