package io.gauntlet.arena.spec;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Kind;

/**
 * A defender: a defense applied to an architecture, which it trains, or to a network of the user's, which it wraps.
 * It has either an architecture or a model.
 *
 * @param label the name in tables, unique among the defenders
 * @param id the defense's id
 * @param version the defense's version
 * @param architecture the architecture's id; null with a model
 * @param architectureVersion the architecture's version; null with a model
 * @param model the user's network; null with an architecture
 * @param params all parameters of the defense, canonical
 */
public record DefenderSpec(
        String label,
        String id,
        String version,
        @Nullable String architecture,
        @Nullable String architectureVersion,
        @Nullable ImportedModel model,
        ObjectNode params)
        implements Choice {
    /** The defense of a model whose spec names none: it leaves the network as it is. */
    public static final String IMPORTED = "imported";

    /** Makes the parameters canonical. */
    public DefenderSpec {
        params = SpecJson.canonicalCopy(params);
        if ((architecture == null) == (model == null) || (architecture == null) != (architectureVersion == null)) {
            throw new IllegalArgumentException(
                    "The defender '" + label + "' must have either an architecture, with its version, or a model.");
        }
    }

    /** On an architecture. */
    static DefenderSpec trained(
            String label,
            String id,
            String version,
            String architecture,
            String architectureVersion,
            ObjectNode params) {
        return new DefenderSpec(label, id, version, architecture, architectureVersion, null, params);
    }

    /** On a network of the user's. */
    static DefenderSpec imported(String label, String id, String version, ImportedModel model, ObjectNode params) {
        return new DefenderSpec(label, id, version, null, null, model, params);
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
