package io.gauntlet.arena.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Kind;

/**
 * A transformation under which the referee also evaluates each adversarial example.
 *
 * @param label the name in tables, unique among the transformations
 * @param id the transformation's id
 * @param version the transformation's version
 * @param params all parameters, canonical
 */
public record TransformationSpec(String label, String id, String version, ObjectNode params) implements Choice {
    /** Makes the parameters canonical. */
    public TransformationSpec {
        params = SpecJson.canonicalCopy(params);
    }

    @Override
    public ObjectNode params() {
        return params.deepCopy();
    }

    @Override
    public Kind kind() {
        return Kind.TRANSFORMATION;
    }
}
