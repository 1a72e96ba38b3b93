package io.gauntlet.arena.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Kind;

/**
 * An attacker: an attack with its parameters.
 *
 * @param label the name in tables, unique among the attackers
 * @param id the attack's id
 * @param version the attack's version
 * @param params all parameters, canonical
 */
public record AttackerSpec(String label, String id, String version, ObjectNode params) implements Choice {
    /** Makes the parameters canonical. */
    public AttackerSpec {
        params = SpecJson.canonicalCopy(params);
    }

    @Override
    public ObjectNode params() {
        return params.deepCopy();
    }

    @Override
    public Kind kind() {
        return Kind.ATTACK;
    }
}
