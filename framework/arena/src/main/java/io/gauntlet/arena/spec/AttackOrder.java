package io.gauntlet.arena.spec;

import java.util.Comparator;
import java.util.List;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;

import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;

/**
 * Cheap attacks first. What an attack will spend on a sample is told from its parameters: the product of those that
 * count repetitions, or what it may ask of the target at most, whichever is more. Canaries come before all others, and
 * attacks that learn before their matches after all others, since they need all samples at once. Equals keep the spec's
 * order.
 */
public final class AttackOrder {
    private static final String QUERIES = "queries";

    /** How often something is done again, in the words that parameters of attacks use. */
    private static final Set<String> REPETITIONS = Set.of(
            "draws",
            "iterations",
            "max-iterations",
            "pairs",
            "restarts",
            "samples",
            "search-steps",
            "steps",
            "targets",
            "tries");

    private AttackOrder() {}

    /** The labels of attackers, the cheapest first. */
    public static List<String> of(List<AttackerSpec> attackers, Catalog catalog) {
        return attackers.stream()
                .sorted(Comparator.comparingInt((AttackerSpec attacker) -> group(attacker, catalog))
                        .thenComparingDouble(AttackOrder::calls))
                .map(AttackerSpec::label)
                .toList();
    }

    private static int group(AttackerSpec attacker, Catalog catalog) {
        AttackInfo info = catalog.find(Kind.ATTACK, attacker.id()).attack().info();
        if (info.fits()) {
            return 2;
        }
        return info.canary() ? 0 : 1;
    }

    private static double calls(AttackerSpec attacker) {
        double product = 1;
        JsonNode params = attacker.params();
        for (var param : params.properties()) {
            if (REPETITIONS.contains(param.getKey()) && param.getValue().isNumber()) {
                product *= Math.max(1, param.getValue().doubleValue());
            }
        }
        return Math.max(product, params.path(QUERIES).asDouble(0));
    }
}
