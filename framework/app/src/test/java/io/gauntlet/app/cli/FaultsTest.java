package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

import org.junit.jupiter.api.Test;

import io.gauntlet.engine.backend.BackendRefusedException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One sentence for a person, and the right status. */
class FaultsTest {
    private final StringWriter err = new StringWriter();

    private int report(Throwable failure) {
        PrintWriter out = new PrintWriter(new StringWriter());
        PrintWriter errors = new PrintWriter(err, true);
        return Faults.report(
                new Surroundings(out, errors, Map.of(), false, Optional.empty(), Path.of("")), failure, false);
    }

    @Test
    void arraysWithoutMemoryAreNoFaultOfTheProgram() {
        // ND4J's own words, as they come from within an operation.
        RuntimeException limit = new IllegalStateException(
                "outer",
                new RuntimeException("Allocation failed: [Requested amount exceeds HOST device limits; Limit bytes:"
                        + " [209715200]; Requested bytes: [4]]"));
        assertEquals(ExitStatus.FAILED, report(limit));
        assertTrue(err.toString().startsWith("The arrays need more than the "), err.toString());
        assertTrue(err.toString().contains("GAUNTLET_MEMORY="), err.toString());
        assertEquals(1, err.toString().lines().count());
    }

    @Test
    void theJavaHeapHasItsOwnSetting() {
        assertEquals(ExitStatus.FAILED, report(new OutOfMemoryError("Java heap space")));
        assertTrue(err.toString().contains("GAUNTLET_HEAP="), err.toString());
    }

    @Test
    void aRefusedBackendIsTheUsersMistake() {
        assertEquals(ExitStatus.MISTAKE, report(new BackendRefusedException("Set less.")));
        assertEquals("Set less.", err.toString().strip());
    }
}
