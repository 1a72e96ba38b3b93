package io.gauntlet.bench.report;

import java.util.List;
import java.util.Map;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ReportTest {
    private static final Table TABLE = new Table(
            "Time",
            "ms",
            List.of("one", "two"),
            "ours / faster",
            List.of(
                    new Line("quick", 0.01234, List.of(0.02, 1234.6), new Ratio(0.617, 0.6, 0.625), goal(0.75)),
                    new Line("a longer name", 12.34, List.of(10.0, Double.NaN), Ratio.of(1.234), goal(0.5)),
                    new Line("alone", 5, List.of(Double.NaN, Double.NaN), Ratio.NONE, goal(1))));

    private static Optional<Goal> goal(double bound) {
        return Optional.of(Goal.atMost(bound));
    }

    @Test
    void textIsAlignedAndSaysWhichGoalsAreMet() {
        assertEquals(
                List.of(
                        "Time, ms",
                        "                 ours     one   two     ours / faster     goal",
                        "quick          0.0123  0.0200  1235  0.62 (0.60-0.63)  <= 0.75  met",
                        "a longer name    12.3    10.0     -              1.23  <= 0.50  missed",
                        "alone            5.00       -     -                 -  <= 1.00"),
                TABLE.text());
    }

    @Test
    void withNothingToCompareThereAreOnlyOurs() {
        List<Line> lines = List.of(
                new Line("quick", 0.5, List.of(), Ratio.NONE, Optional.empty()),
                new Line("slow", 1234, List.of(), Ratio.NONE, Optional.empty()));
        assertEquals(
                List.of("Speed, 1/s", "        ours", "quick  0.500", "slow    1234"),
                new Table("Speed", "1/s", List.of(), "", lines).text());
    }

    @Test
    void jsonHasAllFiguresAndNullForWhatWasNotMeasured() throws Exception {
        JsonNode json = new ObjectMapper().readTree(new Report("test", Map.of("CPU", "some"), List.of(TABLE)).json());
        JsonNode lines = json.at("/tables/0/lines");
        assertEquals("some", json.at("/facts/CPU").asText());
        assertEquals(0.01234, lines.at("/0/ours").asDouble());
        assertEquals(0.75, lines.at("/0/goal/atMost").asDouble());
        assertTrue(lines.at("/0/met").asBoolean());
        assertFalse(lines.at("/1/met").asBoolean());
        assertTrue(lines.at("/1/peers/two").isNull());
        assertTrue(lines.at("/2/ratio").isNull());
        assertTrue(lines.at("/2/met").isNull());
    }

    @Test
    void greaterIsBetterForRates() {
        assertTrue(Goal.atLeast(0.8).met(0.9));
        assertFalse(Goal.atLeast(0.8).met(0.7));
        assertTrue(Goal.atMost(0.8).met(0.7));
        assertNull(TABLE.lines().get(2).met());
    }

    @Test
    void aLineWithoutAValueForEachPeerIsRefused() {
        Line line = new Line("x", 1, List.of(1.0), Ratio.of(1), Optional.empty());
        assertThrows(
                IllegalArgumentException.class, () -> new Table("t", "ms", List.of("one", "two"), "r", List.of(line)));
    }
}
