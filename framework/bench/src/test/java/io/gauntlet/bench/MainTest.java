package io.gauntlet.bench;

import java.io.PrintWriter;
import java.io.StringWriter;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MainTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    private int run(String... args) {
        return Main.run(new PrintWriter(out, true), new PrintWriter(err, true), args);
    }

    @Test
    void withoutABenchmarkTellsWhichThereAre() {
        assertEquals(0, run("bench"));
        assertTrue(out.toString().contains("engine"), out.toString());
    }

    @Test
    void mistakesAreSentences() {
        assertEquals(2, run("bench", "engine", "--networks", "Q"));
        assertEquals(2, run("bench", "engine", "--operations", "backward"));
        assertEquals(2, run("bench", "engine", "--threads", "0"));
        assertEquals(2, run("bench", "engine", "--rounds", "0"));
        assertEquals(2, run("bench", "engine", "--json", "no-such-folder/x.json"));
        assertEquals(2, run("bench", "engine", "--speed"));
        assertEquals(2, run("bench", "attacks"));
        assertEquals(2, run("bench", "attacks", "--onnx", "no-such.onnx"));
        assertEquals(2, run("bench", "attacks", "--onnx", "pom.xml", "--attacks", "pgdd"));
        assertEquals(2, run("bench", "attacks", "--onnx", "pom.xml", "--epsilon", "l3=1"));
        assertEquals(2, run("bench", "attacks", "--onnx", "pom.xml", "--reference", "no-such.json"));
        assertEquals(11, err.toString().lines().count(), err.toString());
        assertTrue(err.toString().contains("There is no network 'Q' to measure; there are S, M, R8"), err.toString());
    }
}
