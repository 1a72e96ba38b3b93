package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.scoring.CellRecord.Verdict;
import io.gauntlet.arena.scoring.Comparison.Line;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ComparisonTest {
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);

    /** One character a sample: x broken, . survived. */
    private static CellRecord cell(String attacker, String defender, int from, String outcome) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < outcome.length(); i++) {
            verdicts.add(new Verdict(from + i, true, outcome.charAt(i) == 'x' ? 1 : 0, 0.1, 1, 1, Map.of()));
        }
        return new CellRecord(attacker, defender, 1, 1, 0, null, null, verdicts);
    }

    @Test
    void comparesWhatBothPlayedSampleBySample() {
        Comparison comparison = Comparison.of(
                LINF,
                List.of(
                        cell("pgd", "d", 0, "xx.."),
                        cell("noise", "d", 0, "...x"),
                        cell("pgd", "only-here", 0, "...."),
                        cell("old", "d", 0, "....")),
                List.of(cell("pgd", "d", 1, "x..."), cell("noise", "d", 1, "x..."), cell("new", "d", 1, "..x.")));
        assertEquals(
                List.of(
                        // Worst cases: xx.x and x.x.; of the samples 1 to 3 that is x.x and x.x.
                        new Line("d", null, 3, 1 / 3.0, 1 / 3.0, 1, false),
                        new Line("d", "pgd", 3, 2 / 3.0, 2 / 3.0, 1, false),
                        new Line("d", "noise", 3, 2 / 3.0, 2 / 3.0, 1, false)),
                comparison.lines());
    }

    @Test
    void tellsApartWhatIsMoreThanLuck() {
        Comparison comparison = Comparison.of(
                LINF,
                List.of(cell("a", "strong", 0, ".".repeat(20)), cell("a", "same", 0, "x" + ".".repeat(19))),
                List.of(cell("a", "strong", 0, "x".repeat(9) + ".".repeat(11)), cell("a", "same", 0, ".".repeat(20))));
        Line strong = comparison.lines().get(1);
        assertEquals(2 / Math.pow(2, 9), strong.p(), 1e-12); // nine of nine one way
        assertTrue(strong.different());
        Line same = comparison.lines().get(3);
        assertEquals(1, same.p());
        assertFalse(same.different());
    }

    @Test
    void nothingInCommonIsNoLine() {
        assertEquals(
                List.of(),
                Comparison.of(LINF, List.of(cell("a", "d", 0, "x.")), List.of(cell("a", "d", 2, "x.")))
                        .lines());
    }
}
