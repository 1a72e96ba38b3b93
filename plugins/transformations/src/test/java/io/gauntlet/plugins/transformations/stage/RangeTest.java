package io.gauntlet.plugins.transformations.stage;

import java.util.List;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RangeTest {
    @Test
    void twoNumbersAreTheEndsOfAUniformRange() {
        Range range = Range.of("degrees", List.of(-15.0, 15.0), -180, 180);
        assertTrue(range.random());
        assertEquals("-15..15", range.toString());
        Draws draws = Seed.of(1).draws();
        double sum = 0;
        double squares = 0;
        for (int i = 0; i < 10_000; i++) {
            double value = range.draw(draws);
            assertTrue(value >= -15 && value < 15);
            sum += value;
            squares += value * value;
        }
        // Uniform: mean 0, variance 30^2 / 12.
        assertEquals(0, sum / 10_000, 0.3);
        assertEquals(75, squares / 10_000, 2);
    }

    @Test
    void oneNumberIsUsedInEveryDrawAndNothingIsDrawn() {
        Range range = Range.of("degrees", List.of(12.50), -180, 180);
        assertFalse(range.random());
        assertEquals("12.5", range.toString());
        Draws draws = Seed.of(1).draws();
        assertEquals(12.5, range.draw(draws));
        assertEquals(Seed.of(1).draws().uniform(), draws.uniform());
    }

    @Test
    void mistakesAreNamed() {
        assertEquals("degrees must be between -180 and 180, not 181.0.", mistake(List.of(1.0, 181.0)));
        assertEquals("degrees must be between -180 and 180, not NaN.", mistake(List.of(Double.NaN)));
        assertEquals("degrees must name the lower end of its range first: [1, 2].", mistake(List.of(2.0, 1.0)));
        assertTrue(mistake(List.of()).contains("not 0 numbers"));
        assertTrue(mistake(List.of(1.0, 2.0, 3.0)).contains("not 3 numbers"));
    }

    private static String mistake(List<Double> values) {
        return assertThrows(IllegalArgumentException.class, () -> Range.of("degrees", values, -180, 180))
                .getMessage();
    }
}
