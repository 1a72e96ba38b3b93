package io.gauntlet.arena.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Kind;

/**
 * The data set of a tournament.
 *
 * @param id the data set's id
 * @param version the data set's version
 * @param params all parameters, canonical
 */
public record DataSetChoice(String id, String version, ObjectNode params) implements Choice {
    /** Makes the parameters canonical. */
    public DataSetChoice {
        params = SpecJson.canonicalCopy(params);
    }

    @Override
    public ObjectNode params() {
        return params.deepCopy();
    }

    @Override
    public Kind kind() {
        return Kind.DATA_SET;
    }
}
