package io.gauntlet.app.json;

import java.time.Duration;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.runtime.estimate.Grid;
import io.gauntlet.runtime.estimate.TournamentEstimate;
import io.gauntlet.runtime.estimate.TournamentEstimate.Attacking;
import io.gauntlet.runtime.estimate.TournamentEstimate.Trained;

/** What a tournament would cost, as JSON. */
public final class EstimateJson {
    private EstimateJson() {}

    /** Who would meet whom, counted. */
    public static JsonNode grid(Grid grid) {
        return Json.tree(grid);
    }

    /** The whole of it; times are those of all workers together, except an attacker's, which is that of one. */
    public static ObjectNode of(TournamentEstimate estimate) {
        ObjectNode json = JsonNodeFactory.instance.objectNode();
        json.set("grid", grid(estimate.grid()));
        json.put("workers", estimate.workers())
                .put("mode", estimate.mode().id())
                .put("rounds", estimate.rounds())
                .put("trainingMillis", estimate.training().toMillis())
                .put("attackingMillis", estimate.attacking().toMillis())
                .put("gradients", estimate.gradients())
                .put("incomplete", estimate.incomplete());
        estimate.order().forEach(json.putArray("order")::add);
        ArrayNode trainings = json.putArray("trainings");
        estimate.trainings().forEach(one -> trainings.add(training(one)));
        ArrayNode attackers = json.putArray("attackers");
        estimate.attackers().forEach(one -> attackers.add(attacker(one)));
        json.putObject("canaries")
                .put("defenders", estimate.broken())
                .put(
                        "matches",
                        estimate.canaries().stream()
                                .mapToInt(Attacking::matches)
                                .sum())
                .put(
                        "gradients",
                        estimate.canaries().stream()
                                .mapToDouble(Attacking::gradients)
                                .sum())
                .put("millis", estimate.besides().toMillis());
        return json;
    }

    private static ObjectNode training(Trained one) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("defender", one.defender())
                .put("architecture", one.architecture())
                .put("millis", millis(one.time()));
    }

    private static @Nullable Long millis(@Nullable Duration time) {
        return time == null ? null : (Long) time.toMillis();
    }

    private static ObjectNode attacker(Attacking one) {
        ObjectNode json = JsonNodeFactory.instance.objectNode().put("attacker", one.attacker());
        json.set("threatModel", Json.tree(one.threatModel()));
        json.put("matches", one.matches())
                .put("fits", one.fits())
                .put("obstacle", one.calls().obstacle());
        if (one.calls().obstacle() != null) {
            return json.putNull("queries")
                    .putNull("gradients")
                    .putNull("allGradients")
                    .putNull("millis");
        }
        return json.put("queries", one.calls().queries())
                .put("gradients", one.calls().gradients())
                .put("allGradients", one.gradients())
                .put("millis", one.time().toMillis());
    }
}
