package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.vertx.core.json.JsonObject;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.director.Decision;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Player;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginVersions;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.JobState;
import io.gauntlet.store.RecordedEvent;

/**
 * Finds out which of the plug-in versions that a reload replaced are still needed: those that a tournament in progress
 * was planned with, or a training that is still to be done. Follows the record from its beginning, at each question as
 * far as it got.
 */
final class Retirement {
    /** What a tournament is played with, and where the record plans it. */
    private record Players(long planned, String dataSet, List<List<Dependency>> parts) {}

    private final Database database;
    private final PluginVersions versions;
    private final Map<String, Players> tournaments = new HashMap<>();
    private final Set<String> over = new HashSet<>();
    private long position;

    Retirement(Database database, PluginVersions versions) {
        this.database = database;
        this.versions = versions;
    }

    /** Lets go of what nothing needs. The caller frees what it keeps of it, then closes it. */
    synchronized PluginVersions.Gone sweep() {
        // Asked first: whoever was planning with one of these has recorded it by now.
        List<LoadedPlugins> idle = versions.idle();
        if (idle.isEmpty()) {
            return versions.retire(idle, List.of());
        }
        follow();
        List<List<Dependency>> needed = new ArrayList<>(trainings());
        tournaments.forEach((stream, players) -> {
            if (!over.contains(stream)) {
                needed.addAll(players.parts());
                versions.at(players.planned(), Kind.DATA_SET, players.dataSet())
                        .ifPresent(part -> needed.add(List.of(part)));
            }
        });
        return versions.retire(idle, needed);
    }

    private void follow() {
        List<RecordedEvent> page;
        do {
            page = database.events().readCategory("tournament", position, EventStore.MAX_PAGE);
            for (RecordedEvent recorded : page) {
                position = recorded.position();
                if (EventCodec.knows(recorded.type())) {
                    take(recorded, Recording.read(recorded));
                }
            }
        } while (page.size() == EventStore.MAX_PAGE);
    }

    private void take(RecordedEvent recorded, Event event) {
        String stream = recorded.stream();
        if (event instanceof Event.TournamentPlanned plan) {
            List<List<Dependency>> parts = new ArrayList<>(parts(plan.players()));
            // An attacker may take another configuration in a later round, made of other plug-ins.
            plan.game().choosing().forEach(choosing -> parts.addAll(parts(choosing.choices())));
            tournaments.put(stream, new Players(recorded.position(), Chosen.id(plan.dataSet()), parts));
        } else if (event instanceof Event.RoundStarted started) {
            // A completed tournament begins again so, when revoked matches are played again.
            over.remove(stream);
            Players players = tournaments.get(stream);
            if (players != null) {
                players.parts().addAll(parts(started.players()));
            }
        } else if (event instanceof Event.TournamentCompleted || event instanceof Event.TournamentCancelled) {
            over.add(stream);
        }
    }

    private static List<List<Dependency>> parts(Collection<Player> players) {
        return players.stream().map(Player::all).toList();
    }

    /** Of the trainings that are in the queue: those of a cancelled tournament are done all the same. */
    private List<List<Dependency>> trainings() {
        return database.jobs().jobs(Decision.Job.TRAINING + "-").stream()
                .filter(job -> job.state() == JobState.READY || job.state() == JobState.RUNNING)
                .map(job -> new JsonObject(job.payload()).getString("stream"))
                .map(stream -> database.events().readStream(stream, 0, 1))
                .filter(events -> !events.isEmpty())
                .map(events -> Recording.read(events.get(0)))
                .filter(Event.TrainingPlanned.class::isInstance)
                .map(plan -> ((Event.TrainingPlanned) plan).defender().all())
                .toList();
    }
}
