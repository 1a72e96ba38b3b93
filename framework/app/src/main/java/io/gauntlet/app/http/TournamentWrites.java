package io.gauntlet.app.http;

import java.time.Duration;
import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.core.json.DecodeException;
import io.vertx.core.json.JsonObject;
import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.StoredModels;
import io.gauntlet.store.projection.AccessTokens.Role;

/** What the API changes: tournaments are planned and cancelled. The methods block. */
final class TournamentWrites {
    private static final Logger LOG = LoggerFactory.getLogger(TournamentWrites.class);
    /** Who may plan and cancel. */
    static final Role ROLE = Role.RUNNER;

    /** How long an answer waits, so that whoever asks next sees what was done. */
    private static final Duration SEEN = Duration.ofSeconds(10);

    private static final int LONGEST_REASON = 500;

    private final Gauntlet gauntlet;

    TournamentWrites(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
    }

    /** Plans the tournament of the spec in the body. */
    Object plan(RoutingContext context) throws InterruptedException {
        StoredModels models = new StoredModels(gauntlet.database());
        TournamentSpec spec = SpecBody.read(context, gauntlet.catalog(), models);
        UUID id = gauntlet.plan(spec, models);
        LOG.info("{} planned the tournament '{}', {}", Visitor.of(context).name(), spec.name(), id);
        awaitSeen();
        // Here, and not where answers are written: what fails before has no address.
        context.response().putHeader("Location", Places.API + "tournaments/" + id);
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return answer.put("id", id.toString()).put("name", spec.name()).put("page", "/tournaments/" + id);
    }

    /** Cancels a tournament; the body may give the reason. */
    Object cancel(RoutingContext context) throws InterruptedException {
        UUID id = Given.id(context, "tournament");
        if (gauntlet.events().readStream(Ids.tournament(id), 0, 1).isEmpty()) {
            throw HttpFailure.notFound("There is no tournament '" + id + "'.");
        }
        String by = Visitor.of(context).name();
        String reason = reason(context);
        try {
            gauntlet.cancel(id, reason.isEmpty() ? "cancelled by " + by : reason + " (" + by + ")");
        } catch (InvalidInputException e) {
            throw new HttpFailure(409, String.valueOf(e.getMessage()));
        }
        LOG.info("{} cancelled the tournament {}", by, id);
        awaitSeen();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return answer.put("id", id.toString()).put("state", "cancelled");
    }

    private static String reason(RoutingContext context) {
        String text = SpecBody.text(context);
        if (text.isBlank()) {
            return "";
        }
        String reason = "";
        try {
            reason = new JsonObject(text).getString("reason", "").strip();
        } catch (DecodeException | ClassCastException e) {
            LOG.debug("No reason can be read", e);
        }
        if (reason.isEmpty() || reason.length() > LONGEST_REASON) {
            throw new InvalidInputException("The body of a cancellation is empty or {\"reason\": \"…\"}, at most "
                    + LONGEST_REASON + " characters.");
        }
        return reason;
    }

    private void awaitSeen() throws InterruptedException {
        gauntlet.projections().await(gauntlet.events().head().position(), SEEN);
    }
}
