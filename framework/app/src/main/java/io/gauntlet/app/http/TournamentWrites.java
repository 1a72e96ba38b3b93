package io.gauntlet.app.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
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
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.StoredModels;

/** What the API changes: tournaments are planned and cancelled. The methods block. */
final class TournamentWrites {
    private static final Logger LOG = LoggerFactory.getLogger(TournamentWrites.class);
    private static final Set<String> SPEC_TYPES =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "application/json");

    /** How long an answer waits, so that whoever asks next sees what was done. */
    private static final Duration SEEN = Duration.ofSeconds(10);

    private static final int LONGEST_REASON = 500;

    private final Gauntlet gauntlet;

    TournamentWrites(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
    }

    /** Plans the tournament of the spec in the body. */
    Object plan(RoutingContext context) throws InterruptedException {
        checkType(context);
        StoredModels models = new StoredModels(gauntlet.database());
        TournamentSpec spec = SpecReader.read(text(context), "the spec", gauntlet.catalog(), models);
        UUID id = gauntlet.plan(spec, models);
        LOG.info("{} planned the tournament '{}', {}", Visitor.of(context).name(), spec.name(), id);
        awaitSeen();
        ObjectNode answer = JsonNodeFactory.instance.objectNode();
        return answer.put("id", id.toString()).put("name", spec.name());
    }

    /** A form of another site can send only other types. */
    private static void checkType(RoutingContext context) {
        String header = context.request().getHeader("Content-Type");
        String type =
                header == null ? "" : header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!SPEC_TYPES.contains(type)) {
            throw new HttpFailure(
                    415, "Send the spec with the header `Content-Type: application/yaml`, or application/json.");
        }
    }

    private static String text(RoutingContext context) {
        byte[] bytes = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("The body is not text in UTF-8.", e);
        }
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
        String text = text(context);
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
