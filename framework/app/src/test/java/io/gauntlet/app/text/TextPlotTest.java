package io.gauntlet.app.text;

import java.util.List;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class TextPlotTest {
    @Test
    void theGreatestIsOnTopAndGapsStayEmpty() {
        assertEquals(
                List.of("     2.000 |   *", "           |*", "    -1.000 | *"),
                TextPlot.lines(new double[] {0.5, -1, Double.NaN, 2}, 80, 3));
    }

    @Test
    void aLevelCurveLiesAtTheBottom() {
        assertEquals(List.of("     3.000 |", "     3.000 |**"), TextPlot.lines(new double[] {3, 3}, 80, 2));
    }

    @Test
    void manyValuesShareColumns() {
        List<String> lines =
                TextPlot.lines(IntStream.range(0, 1000).mapToDouble(i -> i).toArray(), 40, 4);
        assertTrue(lines.stream().allMatch(line -> line.length() <= 40), lines.toString());
        assertTrue(lines.get(0).endsWith("*"), lines.toString());
    }

    @Test
    void oneValueIsNoCurve() {
        assertEquals(List.of(), TextPlot.lines(new double[] {1, Double.NaN}, 80, 3));
    }
}
