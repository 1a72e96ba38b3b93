package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.parameter.Given;
import io.gauntlet.arena.spec.Players.Chosen;
import io.gauntlet.arena.spec.Players.Named;

/**
 * Reads the attackers of a spec: each an attack with its parameters, or with several configurations to choose from between
 * rounds, against all defenders or some.
 */
final class Attackers {
    /** The keys of an attacker. */
    static final List<String> KEYS = List.of("attack", "label", "params", "choices", "against");

    /** The most configurations of one attacker. */
    static final int MOST_CHOICES = 20;

    private final Players players;
    private final List<String> defenders;

    /** @param defenders those that attackers may be meant for */
    Attackers(Players players, List<DefenderSpec> defenders) {
        this.players = players;
        this.defenders = defenders.stream().map(DefenderSpec::label).toList();
    }

    /** Reads the list under {@code attackers}; problems are reported where they are. */
    List<AttackerSpec> read(Element root) {
        return players.read(
                root.field("attackers").list("attackers", Players.MOST),
                Kind.ATTACK,
                KEYS,
                this::choose,
                (item, label, layers) -> attacker(item, label, layers.get(0)));
    }

    private Optional<Named> choose(Element item) {
        Element choices = item.field("choices");
        if (!choices.given()) {
            return players.choose(item, "attack", Kind.ATTACK).map(Attackers::named);
        }
        if (item.field("params").given()) {
            item.field("params")
                    .problem(
                            "An attacker that chooses has its parameters in 'choices', the first of which it begins with:"
                                    + " leave out 'params'.");
            return Optional.empty();
        }
        List<Element> items = choices.list("choices", MOST_CHOICES);
        if (items.isEmpty()) {
            return Optional.empty();
        }
        return players.choose(item, "attack", Kind.ATTACK, items.get(0)).map(Attackers::named);
    }

    private static Named named(Chosen chosen) {
        return new Named(List.of(chosen), chosen.plugin().id());
    }

    private Optional<AttackerSpec> attacker(Element item, String label, Chosen chosen) {
        Registered plugin = chosen.plugin();
        List<ObjectNode> choices = new ArrayList<>();
        Set<JsonNode> known = new HashSet<>();
        List<Element> items = item.field("choices").items();
        for (Element choice : items) {
            players.complete(choice, plugin.parameters()).ifPresent(params -> {
                choices.add(params);
                if (!known.add(params)) {
                    choice.problem(
                            "This choice is the same as another one of this attacker. Remove one of them or change"
                                    + " a parameter.");
                }
            });
        }
        if (items.size() == 1) {
            item.field("choices")
                    .problem("Between rounds an attacker chooses among two configurations or more; with one, name it"
                            + " 'params'.");
        }
        List<String> against = against(item.field("against"));
        return choices.size() < items.size()
                ? Optional.empty()
                : Optional.of(
                        new AttackerSpec(label, plugin.id(), plugin.version(), chosen.params(), choices, against));
    }

    private List<String> against(Element against) {
        if (!against.given()) {
            return List.of();
        }
        List<String> labels = new ArrayList<>();
        for (Element one : against.list("labels of defenders", Players.MOST)) {
            String label = one.node().isTextual() ? one.node().textValue() : "";
            if (!defenders.contains(label)) {
                one.problem("An attacker is meant for defenders of this spec, by their labels; "
                        + Given.words(one.node()) + " is none." + NearestName.question(label, defenders));
            } else if (labels.contains(label)) {
                one.problem("The defender '" + label + "' is named twice.");
            } else {
                labels.add(label);
            }
        }
        return labels;
    }
}
