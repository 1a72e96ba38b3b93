package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;

import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.Event.MatchEntry;
import io.gauntlet.arena.event.Event.RoundStarted;
import io.gauntlet.arena.event.Event.TournamentPlanned;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;

/** Why a tournament in progress cannot be gone on with here: its players' plug-ins are missing, or have changed. */
public final class TournamentObstacles {
    private final EventStore events;
    private final PluginVersions versions;

    /** With the plug-ins that are loaded here. */
    public TournamentObstacles(EventStore events, PluginVersions versions) {
        this.events = events;
        this.versions = versions;
    }

    /** A sentence for each player of its last round that cannot play; none when all can. */
    public List<String> of(UUID tournament) {
        TournamentPlanned plan = null;
        Set<String> playing = null;
        for (RecordedEvent recorded : events.readStream(Ids.tournament(tournament))) {
            Event event = Recording.read(recorded);
            if (event instanceof TournamentPlanned planned) {
                plan = planned;
            } else if (event instanceof RoundStarted started && plan != null) {
                plan = plan.with(started.players());
                playing = labels(started);
            }
        }
        Set<String> obstacles = new LinkedHashSet<>();
        try (Chosen chosen = new Chosen(versions, events)) {
            for (Player player : plan == null ? List.<Player>of() : plan.players()) {
                if (playing == null || player.kind() == Kind.TRANSFORMATION || playing.contains(key(player))) {
                    Optional<String> obstacle = chosen.obstacle(player);
                    obstacle.ifPresent(obstacles::add);
                }
            }
        }
        return new ArrayList<>(obstacles);
    }

    private static Set<String> labels(RoundStarted started) {
        Set<String> labels = new HashSet<>();
        List<MatchEntry> matches = new ArrayList<>(started.matches());
        matches.addAll(started.material());
        for (MatchEntry match : matches) {
            labels.add(Kind.ATTACK.id() + " " + match.attacker());
            labels.add(Kind.DEFENSE.id() + " " + match.defender());
        }
        return labels;
    }

    private static String key(Player player) {
        return player.kind().id() + " " + player.label();
    }
}
