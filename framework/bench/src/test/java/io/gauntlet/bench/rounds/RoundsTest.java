package io.gauntlet.bench.rounds;

import java.util.ArrayList;
import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.bench.report.Ratio;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RoundsTest {
    private final List<String> turns = new ArrayList<>();

    /** Reports given times, one for each burst; the first is the warm-up's. */
    private final class Scripted implements Contestant {
        private final String name;
        private final double[] times;
        private int next;

        Scripted(String name, double... times) {
            this.name = name;
            this.times = times;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public double[] burst(double seconds) {
            turns.add(name);
            double time = times[next++];
            return new double[] {time, time, 1000 * time};
        }

        @Override
        public void close() {}
    }

    @Test
    void ratiosAreOfTheSameRoundSoThatABusyMachineCancels() {
        Contestant ours = new Scripted("a", 99, 1, 10, 3);
        Contestant peer = new Scripted("b", 99, 2, 20, 6);
        Rounds rounds = Rounds.play(List.of(ours, peer), 3, 0, 60);
        assertEquals(new Ratio(0.5, 0.5, 0.5), rounds.ratio(0, 1));
        assertEquals(3, rounds.median(0));
        assertEquals(6, rounds.median(1));
    }

    @Test
    void eachRoundBeginsWithAnother() {
        Rounds.play(List.of(new Scripted("a", 1, 1, 1, 1), new Scripted("b", 1, 1, 1, 1)), 3, 0, 60);
        assertEquals(List.of("a", "b", "a", "b", "b", "a", "a", "b"), turns);
    }

    @Test
    void threeRoundsArePlayedWhateverTheLimit() {
        Rounds.play(List.of(new Scripted("a", 1, 1, 1, 1, 1, 1)), 5, 0, 0);
        assertEquals(4, turns.size());
    }

    @Test
    void quantilesAreInterpolated() {
        assertEquals(2.5, Statistics.median(4, 1, 3, 2));
        assertEquals(1.75, Statistics.quantile(0.25, 4, 1, 3, 2));
        assertTrue(Double.isNaN(Statistics.median()));
    }
}
