package io.gauntlet.bench.attacks;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Norm;
import io.gauntlet.bench.BenchException;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReferenceFiguresTest {
    private static final String JSON =
            "{\"net\": {\"square\": {\"eps\": [1, 2], \"standing\": [\"1111\", \"0101\"], \"samples\": 4, \"gradients\": 40,"
                    + " \"seconds_2_threads\": 8}, \"fgsm\": {\"eps\": [0.1, 0.3], \"robust_accuracy\": [0.9, 0.5], \"seconds_2_threads\": 8},"
                    + " \"ddn\": {\"distances\": [0, 3, null, 1, 2]}}}";

    @TempDir
    private Path folder;

    private static BenchedAttack attack(String name) {
        return new BenchedAttack(name, name, Norm.L2, List.of(), true);
    }

    private ReferenceFigures read(String network) throws Exception {
        return ReferenceFigures.read(Files.writeString(folder.resolve("figures.json"), JSON), network, 4);
    }

    @Test
    void figuresAreFoundByNameEpsilonAndSamples() throws Exception {
        ReferenceFigures figures = read("net");
        assertEquals(2, figures.seconds(attack("fgsm")));
        assertEquals(0.5, figures.robustAccuracy(attack("fgsm"), 0.3, 4));
        assertEquals(Double.NaN, figures.robustAccuracy(attack("fgsm"), 0.3, 3), "they are of other samples");
        assertEquals(Double.NaN, figures.robustAccuracy(attack("fgsm"), 0.2, 4));
        assertEquals(Double.NaN, figures.seconds(attack("pgd")));
        assertEquals(Double.NaN, figures.median(attack("fgsm"), 4));
    }

    /** Of the first 4: wrong when clean, 3, never, 1. */
    @Test
    void distancesGiveBothMedianAndRobustAccuracy() throws Exception {
        ReferenceFigures figures = read("net");
        assertEquals(3, figures.median(attack("ddn"), 4));
        assertEquals(2, figures.median(attack("ddn"), 5));
        assertEquals(0.5, figures.robustAccuracy(attack("ddn"), 1.5, 4));
        assertEquals(Double.NaN, figures.median(attack("ddn"), 6));
    }

    @Test
    void whoStandsIsKnownSampleBySample() throws Exception {
        ReferenceFigures figures = ReferenceFigures.read(Files.writeString(folder.resolve("f.json"), JSON), "net", 100);
        assertArrayEquals(
                new boolean[] {false, true, false, true},
                figures.standing(attack("square"), 2, 4).orElseThrow());
        assertArrayEquals(
                new boolean[] {false, true, true},
                figures.standing(attack("ddn"), 1.5, 3).orElseThrow());
        assertEquals(0.5, figures.robustAccuracy(attack("square"), 2, 4));
        assertEquals(Double.NaN, figures.robustAccuracy(attack("square"), 3, 4));
        assertTrue(figures.standing(attack("square"), 2, 5).isEmpty(), "it is of four samples");
        assertTrue(figures.standing(attack("fgsm"), 0.3, 4).isEmpty(), "only the share is known");
        assertEquals(40, figures.gradients(attack("square")));
        assertEquals(2, figures.seconds(attack("square")), "its own number of samples counts");
    }

    @Test
    void anotherNetworkAndWhatIsNoJsonAreRefused() throws Exception {
        BenchException refused = assertThrows(BenchException.class, () -> read("other"));
        assertTrue(String.valueOf(refused.getMessage()).contains("'other'"), refused.getMessage());
        Path broken = Files.writeString(folder.resolve("broken.json"), "{");
        assertTrue(assertThrows(BenchException.class, () -> ReferenceFigures.read(broken, "net", 4))
                .isMistake());
    }
}
