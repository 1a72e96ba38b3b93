package io.gauntlet.app.http;

import java.util.UUID;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.SpecWriter;
import io.gauntlet.arena.spec.TournamentSpec;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.work.Recording;

/** What the API answers to those who write specs. The methods block. */
final class SpecApi {
    private final Gauntlet gauntlet;
    private final ServerSettings settings;

    SpecApi(Gauntlet gauntlet, ServerSettings settings) {
        this.gauntlet = gauntlet;
        this.settings = settings;
    }

    /** What a spec may hold. */
    Object schema(RoutingContext context) {
        return SpecReader.schema(gauntlet.catalog());
    }

    /** The spec of a tournament, to be played again. */
    Object spec(RoutingContext context) {
        UUID id = Given.id(context, "tournament");
        Event planned = gauntlet.events().readStream(Ids.tournament(id), 0, 1).stream()
                .findFirst()
                .map(Recording::read)
                .orElseThrow(() -> TournamentApi.noTournament(id));
        TournamentSpec spec = TournamentSpec.fromJson(((Event.TournamentPlanned) planned).spec());
        return SpecWriter.write(spec, gauntlet.catalog());
    }

    /** Who asks, and what may be done here. */
    Object visitor(RoutingContext context) {
        Visitor visitor = Visitor.of(context);
        boolean allowed = visitor.role().allows(TournamentWrites.ROLE);
        ObjectNode answer = JsonNodeFactory.instance
                .objectNode()
                .put("name", visitor.name())
                .put("role", visitor.role().id())
                .put("starts", allowed && settings.planning());
        if (!settings.planning()) {
            answer.put("obstacle", shows());
        } else if (!allowed) {
            answer.put(
                    "obstacle",
                    "To start or cancel tournaments takes the role " + TournamentWrites.ROLE.id() + ", and the token '"
                            + visitor.name() + "' has the role "
                            + visitor.role().id() + ".");
        } else {
            answer.putNull("obstacle");
        }
        return answer;
    }

    /** Why nothing can be changed on a server that plays nothing. */
    String shows() {
        return gauntlet.readOnly()
                ? "This server is read-only."
                : "This server only shows: `./gauntlet serve --workers N` also plays, and with 0 it leaves that to"
                        + " `./gauntlet worker`.";
    }
}
