package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.catalog.Kind;

/**
 * An attacker: an attack with its parameters.
 *
 * @param label the name in tables, unique among the attackers
 * @param id the attack's id
 * @param version the attack's version
 * @param params all parameters, canonical
 * @param choices configurations among which it chooses from round to round, canonical; {@code params} is the first. None
 *     when it does not choose
 * @param against the labels of the defenders that it is meant for; none when it plays against all
 */
public record AttackerSpec(
        String label, String id, String version, ObjectNode params, List<ObjectNode> choices, List<String> against)
        implements Choice {
    /** Makes the parameters canonical. */
    public AttackerSpec {
        params = SpecJson.canonicalCopy(params);
        choices = choices.stream().map(SpecJson::canonicalCopy).toList();
        against = List.copyOf(against);
    }

    /** One that stays as it is and plays against all. */
    public AttackerSpec(String label, String id, String version, ObjectNode params) {
        this(label, id, version, params, List.of(), List.of());
    }

    /**
     * Itself in each of its configurations; none when it does not choose. The first has its label, the others their number
     * behind it, after a sign that no label of a spec holds.
     */
    public List<AttackerSpec> configurations() {
        List<AttackerSpec> all = new ArrayList<>();
        for (ObjectNode choice : choices) {
            all.add(new AttackerSpec(all.isEmpty() ? label : label + "#" + (all.size() + 1), id, version, choice));
        }
        return all;
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
