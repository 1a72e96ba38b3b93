package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.catalog.Kind;

/**
 * A defender: a defense applied to an architecture, which it trains, to a network of the user's, or put around another
 * defender. It has an architecture, a model or a base, and no two of them.
 *
 * @param label the name in tables, unique among the defenders
 * @param id the defense's id
 * @param version the defense's version
 * @param architecture the architecture's id; null without
 * @param architectureVersion the architecture's version; null without
 * @param model the user's network; null without
 * @param base what it is put around; null without
 * @param params all parameters of the defense, canonical
 * @param again all parameters of the innermost defense when it learns again after a round, canonical; null when it never
 *     does
 */
public record DefenderSpec(
        String label,
        String id,
        String version,
        @Nullable String architecture,
        @Nullable String architectureVersion,
        @Nullable ImportedModel model,
        @Nullable DefenderSpec base,
        ObjectNode params,
        @Nullable ObjectNode again)
        implements Choice {
    /** The defense of a model whose spec names none: it leaves the network as it is. */
    public static final String IMPORTED = "imported";

    /** Makes the parameters canonical. */
    public DefenderSpec {
        params = SpecJson.canonicalCopy(params);
        again = again == null ? null : SpecJson.canonicalCopy(again);
        long origins = Stream.of(architecture != null, model != null, base != null)
                .filter(given -> given)
                .count();
        if (origins != 1 || (architecture == null) != (architectureVersion == null)) {
            throw new IllegalArgumentException("The defender '" + label
                    + "' must have either an architecture, with its version, or a model, or a base.");
        }
    }

    /** On an architecture. */
    public static DefenderSpec trained(
            String label,
            String id,
            String version,
            String architecture,
            String architectureVersion,
            ObjectNode params) {
        return new DefenderSpec(label, id, version, architecture, architectureVersion, null, null, params, null);
    }

    /** On a network of the user's. */
    public static DefenderSpec imported(
            String label, String id, String version, ImportedModel model, ObjectNode params) {
        return new DefenderSpec(label, id, version, null, null, model, null, params, null);
    }

    /** Put around another, whose label becomes its id: labels are for players of a tournament. */
    public static DefenderSpec around(String label, String id, String version, DefenderSpec base, ObjectNode params) {
        return new DefenderSpec(label, id, version, null, null, null, base.labelled(base.id()), params, null);
    }

    private DefenderSpec labelled(String other) {
        return new DefenderSpec(other, id, version, architecture, architectureVersion, model, base, params, again);
    }

    /** The same, but learning again with these parameters after rounds in which it was beaten. */
    public DefenderSpec adapting(ObjectNode learning) {
        return new DefenderSpec(label, id, version, architecture, architectureVersion, model, base, params, learning);
    }

    /** This one and all that it is put around, the innermost first. */
    public List<DefenderSpec> layers() {
        List<DefenderSpec> layers = new ArrayList<>();
        for (DefenderSpec at = this; at != null; at = at.base()) {
            layers.add(0, at);
        }
        return layers;
    }

    /** The one that is put around none. */
    public DefenderSpec innermost() {
        return layers().get(0);
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
