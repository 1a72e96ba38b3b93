package io.gauntlet.app.text;

import java.util.List;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** Columns stay aligned, and wide tables are split. */
class TextTableTest {
    private final TextTable table = new TextTable(1, List.of("name", "a", "long column"));

    @Test
    void alignsNumbersToTheRight() {
        table.add("x", "1", "2");
        table.add("longer", "10", "-");
        assertEquals(
                List.of("name     a  long column", "x        1            2", "longer  10            -"),
                table.lines(80));
    }

    @Test
    void splitsWhatIsTooWideAndRepeatsTheNames() {
        table.add("x", "1", "2");
        assertEquals(List.of("name  a", "x     1", "", "name  long column", "x               2"), table.lines(18));
    }

    @Test
    void refusesRowsThatDoNotFit() {
        assertThrows(IllegalArgumentException.class, () -> table.add("x"));
    }
}
