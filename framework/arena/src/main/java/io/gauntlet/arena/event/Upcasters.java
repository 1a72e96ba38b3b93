package io.gauntlet.arena.event;

import java.util.HashMap;
import java.util.Map;
import java.util.function.UnaryOperator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How JSON of older schema versions becomes JSON of the version that is written today: a step from each version to the
 * next, by type. To change an event's record, add a step here for its type, and a golden file of the new version beside
 * those of the old ones, which stay as they are for ever.
 */
final class Upcasters {
    private final Map<Step, UnaryOperator<JsonNode>> steps;
    private final Map<String, Integer> versions = new HashMap<>();

    /** From a version of a type to the next. */
    record Step(String type, int from) {}

    /** @param steps without gaps from version 1 on */
    Upcasters(Map<Step, UnaryOperator<JsonNode>> steps) {
        this.steps = Map.copyOf(steps);
        steps.keySet().forEach(step -> versions.merge(step.type, step.from + 1, Math::max));
        versions.forEach((type, version) -> {
            for (int from = 1; from < version; from++) {
                if (!steps.containsKey(new Step(type, from))) {
                    throw new IllegalArgumentException("No step leads from version " + from + " of " + type + ".");
                }
            }
        });
    }

    /** Those of this build; types that are not named are at version 1. */
    static Upcasters current() {
        UnaryOperator<JsonNode> same = UnaryOperator.identity();
        return new Upcasters(Map.ofEntries(
                Map.entry(new Step("MatchPlanned", 1), data -> {
                    ObjectNode planned = data.deepCopy();
                    planned.putArray("dependencies"); // they were not kept
                    return planned;
                }),
                // Since then defenses may be put around others: who does not know it must not read them as bare ones.
                Map.entry(new Step("TournamentPlanned", 1), same),
                Map.entry(new Step("TrainingPlanned", 1), same),
                // Since then threat models may be of poses: who does not know them is told to update.
                Map.entry(new Step("TournamentPlanned", 2), same),
                // Since then matches may wait for others: who would begin them at once must not.
                Map.entry(new Step("TournamentPlanned", 3), same),
                Map.entry(new Step("MatchPlanned", 2), same),
                // Since then there are several rounds: who would end after the first, or count what players learn from,
                // must not.
                Map.entry(new Step("TournamentPlanned", 4), same),
                Map.entry(new Step("RoundStarted", 1), same),
                Map.entry(new Step("MatchPlanned", 3), same),
                // Since then defenders learn again: who would let them begin anew must not.
                Map.entry(new Step("TrainingPlanned", 2), same),
                // Since then canaries may play on fewer samples and count nowhere: who would count them must not.
                Map.entry(new Step("TournamentPlanned", 5), same),
                // Since then attackers may begin from stored examples: who would not let them plays another match.
                Map.entry(new Step("TournamentPlanned", 6), data -> {
                    ObjectNode planned = data.deepCopy();
                    if (planned.path("rounds") instanceof ObjectNode rounds) {
                        rounds.put("warmStarts", false); // they began from nothing stored
                    }
                    return planned;
                }),
                Map.entry(new Step("MatchPlanned", 4), same),
                // Since then a training may be told in which norms its model is examined: who would try another must
                // not.
                Map.entry(new Step("TournamentPlanned", 7), same),
                Map.entry(new Step("TrainingPlanned", 3), same)));
    }

    /** The version that is written. */
    int version(String type) {
        return versions.getOrDefault(type, 1);
    }

    /** Brings JSON of an older version to the current one. */
    JsonNode apply(String type, int version, JsonNode data) {
        JsonNode result = data;
        for (int from = version; from < version(type); from++) {
            result = steps.get(new Step(type, from)).apply(result);
        }
        return result;
    }
}
