package io.gauntlet.arena.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Kind;

/**
 * A defender: a defense applied to an architecture.
 *
 * @param label the name in tables, unique among the defenders
 * @param id the defense's id
 * @param version the defense's version
 * @param architecture the architecture's id
 * @param architectureVersion the architecture's version
 * @param params all parameters of the defense, canonical
 */
public record DefenderSpec(
        String label, String id, String version, String architecture, String architectureVersion, ObjectNode params)
        implements Choice {
    /** Makes the parameters canonical. */
    public DefenderSpec {
        params = SpecJson.canonicalCopy(params);
    }

    @Override
    public ObjectNode params() {
        return params.deepCopy();
    }

    @Override
    public Kind kind() {
        return Kind.DEFENSE;
    }
}
