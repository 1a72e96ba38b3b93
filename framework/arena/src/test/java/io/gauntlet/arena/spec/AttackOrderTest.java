package io.gauntlet.arena.spec;

import java.util.List;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;

import io.gauntlet.arena.catalog.SampleCatalog;

import static org.junit.jupiter.api.Assertions.assertEquals;

class AttackOrderTest {
    private static AttackerSpec attacker(String label, String id, Object... params) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        for (int i = 0; i < params.length; i += 2) {
            json.put((String) params[i], (int) params[i + 1]);
        }
        return new AttackerSpec(label, id, "1", json);
    }

    @Test
    void theCheapComeFirstAndEqualsKeepTheirOrder() {
        List<AttackerSpec> attackers = List.of(
                attacker("many", "pgd", "steps", 40, "restarts", 5),
                attacker("asks", "eot-pgd", "queries", 150, "iterations", 3),
                attacker("b", "pgd", "steps", 40, "classes", 9),
                attacker("a", "pgd", "steps", 40),
                attacker("noise", "noise"));
        assertEquals(List.of("noise", "b", "a", "asks", "many"), AttackOrder.of(attackers, SampleCatalog.catalog()));
    }
}
