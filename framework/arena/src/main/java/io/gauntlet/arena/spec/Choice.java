package io.gauntlet.arena.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Kind;

/** A plug-in that a spec chose, with the value of every parameter. */
public sealed interface Choice permits DataSetChoice, DefenderSpec, AttackerSpec, TransformationSpec {
    /** The kind of plug-in. */
    Kind kind();

    /** The plug-in's id. */
    String id();

    /** The plug-in's version. */
    String version();

    /** All parameters, canonical. A copy. */
    ObjectNode params();

    /**
     * The SHA-256 of what decides how it behaves: kind, id, version, parameters and, of a defender, the architecture or
     * the imported model's bytes. Equal whatever the label, jar or file name. 64 hexadecimal digits.
     */
    default String configurationHash() {
        return SpecJson.configurationHash(this);
    }
}
