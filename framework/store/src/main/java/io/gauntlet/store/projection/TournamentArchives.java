package io.gauntlet.store.projection;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;

import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.store.Append;
import io.gauntlet.store.Archives;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;

/** Exports tournaments with all that they refer to, and takes archives in. */
public final class TournamentArchives {
    private final Database database;

    /** Of this database. */
    public TournamentArchives(Database database) {
        this.database = database;
    }

    /** Exports one tournament: its streams and all they refer to. @throws IOException when the file cannot be written */
    public Archives.Contents export(UUID tournament, Path file) throws IOException {
        return database.archives().write(file, tournament.toString(), Optional.of(streams(tournament)));
    }

    /** Exports everything: the back-up. @throws IOException when the file cannot be written */
    public Archives.Contents exportAll(Path file) throws IOException {
        return database.archives().write(file, "all", Optional.empty());
    }

    /**
     * Takes an archive in; what is known here already is skipped.
     *
     * @throws io.gauntlet.store.ArchiveDamaged when it is not as it was exported; then nothing is taken in
     * @throws io.gauntlet.store.IdConflict when an event is stored here with different content; then no event is taken in
     * @throws IOException when the file cannot be read
     */
    public Archives.Contents importFrom(Path file) throws IOException {
        return database.archives().read(file, contents -> {
            String stream = "archive-" + contents.link();
            Event event = new Event.ArchiveImported(contents.originHead());
            return new Append(
                    stream,
                    ExpectedVersion.any(),
                    new NewEvent(
                            Ids.of(stream, EventCodec.type(event), ""),
                            EventCodec.type(event),
                            EventCodec.schema(event),
                            EventCodec.write(event),
                            "{}"));
        });
    }

    /** All streams that a tournament's record consists of. */
    public Set<String> streams(UUID tournament) {
        Streams streams = new Streams();
        streams.follow(Ids.tournament(tournament));
        streams.follow(Ids.cross(tournament));
        return streams.found;
    }

    private static Event read(RecordedEvent recorded) {
        return EventCodec.read(recorded.type(), recorded.schema(), recorded.data());
    }

    private final class Streams {
        private final Set<String> found = new TreeSet<>();
        private final Set<String> targets = new TreeSet<>();

        void follow(String stream) {
            if (!found.add(stream)) {
                return;
            }
            for (RecordedEvent recorded : database.events().readStream(stream)) {
                if (EventCodec.knows(recorded.type())) {
                    references(read(recorded));
                }
            }
            if (Ids.category(stream).equals("tournament")) {
                revocations();
            }
        }

        private void references(Event event) {
            if (event instanceof Event.TournamentPlanned planned) {
                planned.players().forEach(this::player);
                follow("dataset-" + planned.dataSetHash());
                follow("environment-" + planned.environment());
            } else if (event instanceof Event.RoundStarted round) {
                round.players().forEach(this::player);
                round.models().forEach(model -> follow(Ids.training(model.training())));
                round.matches().forEach(match -> {
                    targets.add(match.match().toString());
                    follow(Ids.match(match.match()));
                });
                round.material().forEach(match -> follow(Ids.match(match.match())));
            } else if (event instanceof Event.TrainingPlanned training) {
                player(training.defender());
                follow("dataset-" + training.dataSetHash());
                Event.BaseModel base = training.base();
                if (base != null) {
                    follow(Ids.training(base.training()));
                }
                Adaptation adapted = training.defender().adapted();
                if (adapted != null) {
                    follow(Ids.training(adapted.former().training()));
                    adapted.lessons().forEach(lesson -> follow(Ids.match(lesson.match())));
                }
            } else if (event instanceof Event.TrainingStarted started) {
                follow("environment-" + started.environment());
            } else if (event instanceof Event.ModelTrained trained) {
                targets.add(trained.model());
            } else if (event instanceof Event.MatchStarted started) {
                follow("environment-" + started.environment());
            } else if (event instanceof Event.MatchScored scored) {
                follow("artifact-" + scored.examples());
                if (scored.fitting() != null) {
                    scored.fitting().surrogates().forEach(surrogate -> follow(Ids.surrogate(surrogate)));
                }
            } else if (event instanceof Event.SurrogateTrained trained) {
                follow("plugin-" + trained.jar());
                targets.add(Kind.ARCHITECTURE.id() + "/" + trained.architecture());
            }
        }

        private void player(Player outer) {
            for (Dependency part : outer.all()) {
                follow("plugin-" + part.jar());
                targets.add(part.target());
            }
            outer.layers().forEach(this::layer);
        }

        private void layer(Player player) {
            if (player.model() != null) {
                targets.add(player.model());
                follow("model-" + player.model());
            }
            if (player.architecture() != null) {
                targets.add(Kind.ARCHITECTURE.id() + "/" + player.architecture());
            }
        }

        /** Those that reach what was found; also of plug-ins that others are made of, which parameters name. */
        private void revocations() {
            new TournamentQueries(database)
                    .revocations().stream()
                            .filter(one -> one.scope().equals("plugin-version") || targets.contains(one.target()))
                            .forEach(one -> follow("revocation-" + one.id()));
        }
    }
}
