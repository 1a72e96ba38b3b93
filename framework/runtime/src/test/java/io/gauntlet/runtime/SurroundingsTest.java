package io.gauntlet.runtime;

import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.gauntlet.engine.backend.Backend;
import io.gauntlet.engine.backend.BackendFacts;
import io.gauntlet.engine.backend.onednn.OneDnn;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is recorded with every training and match. */
class SurroundingsTest {
    @Test
    void nameTheBuildTheMachineAndHowTheBackendComputes() {
        Map<String, String> facts = Surroundings.here().facts();
        assertTrue(
                facts.keySet().containsAll(Set.of("version", "commit", "dirty", "jdk", "os", "cpu")), facts::toString);
        BackendFacts backend = Backend.facts();
        assertEquals(backend.backend(), facts.get("backend"));
        assertEquals(backend.version(), facts.get("nd4j"));
        assertEquals(backend.blas(), facts.get("blas"));
        assertEquals(backend.blasCore(), facts.get("blas-core"));
        assertEquals("1", facts.get("threads"));
        assertEquals(OneDnn.version().orElseGet(() -> Boolean.toString(backend.oneDnn())), facts.get("onednn"));
        assertEquals(backend.gpu(), facts.get("gpu"));
    }

    @Test
    void areTheSameForAllProcessesOfABuildOnAMachine() {
        Surroundings here = Surroundings.here();
        assertEquals(here.hash(), Surroundings.here().hash());
        assertNotEquals(here.hash(), new Surroundings(Map.of("threads", "2")).hash());
    }
}
