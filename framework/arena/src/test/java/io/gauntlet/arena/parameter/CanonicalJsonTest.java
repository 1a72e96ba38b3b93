package io.gauntlet.arena.parameter;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.FloatNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.LongNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class CanonicalJsonTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "1 | 1",
                "1.0 | 1",
                "1e2 | 100",
                "-0.0 | 0",
                "0.30 | 0.3",
                "1e-7 | 0.0000001",
                "1e-8 | 1E-8",
                "1e21 | 1E+21",
                "1e999999999 | 1E+999999999",
                "{\"b\": 1, \"a\": [true, null]} | {\"a\":[true,null],\"b\":1}",
                "\"a\\u00e9\\n\" | \"aé\\n\"",
            })
    void oneTextForEachValue(String json, String canonical) {
        assertEquals(canonical, CanonicalJson.write(CanonicalJson.parse(json)));
        assertEquals(canonical, CanonicalJson.write(CanonicalJson.parse(canonical)));
    }

    @Test
    void javaTypesDoNotMatter() {
        assertEquals("0.3", CanonicalJson.write(FloatNode.valueOf(0.3f)));
        assertEquals("0.3", CanonicalJson.write(DoubleNode.valueOf(0.3)));
        assertEquals(CanonicalJson.sha256(LongNode.valueOf(1)), CanonicalJson.sha256(DoubleNode.valueOf(1)));
        assertEquals(CanonicalJson.normalise(LongNode.valueOf(1)), CanonicalJson.normalise(DoubleNode.valueOf(1)));
    }

    @Test
    void hashIsThatOfTheText() {
        // printf '{"a":1}' | sha256sum
        assertEquals(
                "015abd7f5cc57a2dd94b7590f04ad8084273905ee33ec5cebeae62276a97f862",
                CanonicalJson.sha256(JsonNodeFactory.instance.objectNode().put("a", 1.0)));
    }

    @Test
    void refusesWhatJsonHasNot() {
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.write(DoubleNode.valueOf(Double.NaN)));
        assertThrows(
                IllegalArgumentException.class, () -> CanonicalJson.write(FloatNode.valueOf(Float.POSITIVE_INFINITY)));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.parse("{"));
        assertThrows(IllegalArgumentException.class, () -> CanonicalJson.parse("1 2"));
    }
}
