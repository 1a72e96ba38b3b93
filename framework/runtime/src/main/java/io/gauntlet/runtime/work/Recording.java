package io.gauntlet.runtime.work;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.arena.event.Player;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;

/** Events of the arena as the store takes them and gives them back. */
public final class Recording {
    private Recording() {}

    /** An event without meta. */
    public static NewEvent of(UUID id, Event event) {
        return of(id, event, Map.of());
    }

    /**
     * An event to append.
     *
     * @param meta what may differ between two honest runs of the same work
     */
    public static NewEvent of(UUID id, Event event, Map<String, Object> meta) {
        return new NewEvent(
                id,
                EventCodec.type(event),
                EventCodec.schema(event),
                EventCodec.write(event),
                EventCodec.tree(meta).toString(),
                artifacts(event));
    }

    /** The artifacts that an event names. */
    private static List<String> artifacts(Event event) {
        if (event instanceof Event.ModelTrained trained) {
            return List.of(trained.model());
        }
        if (event instanceof Event.SurrogateTrained trained) {
            return List.of(trained.model());
        }
        if (event instanceof Event.MatchPlanned planned) {
            return Stream.concat(
                            Stream.of(planned.model()),
                            planned.warmStarts().stream().flatMap(one -> Stream.of(one.examples(), one.outcomes())))
                    .distinct()
                    .toList();
        }
        if (event instanceof Event.ModelImported imported) {
            return List.of(imported.model());
        }
        if (event instanceof Event.TournamentPlanned planned) {
            return planned.players().stream()
                    .flatMap(player -> player.layers().stream())
                    .map(Player::model)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }
        if (event instanceof Event.TrainingPlanned planned) {
            Event.BaseModel base = planned.base();
            Adaptation adapted = planned.defender().adapted();
            return Stream.of(
                            planned.defender().layers().stream().map(Player::model),
                            Optional.ofNullable(base).map(Event.BaseModel::model).stream(),
                            adapted == null ? Stream.<String>empty() : artifacts(adapted))
                    .flatMap(shas -> shas)
                    .filter(Objects::nonNull)
                    .distinct()
                    .toList();
        }
        if (event instanceof Event.MatchScored scored) {
            return List.of(scored.examples(), scored.outcomes());
        }
        return List.of();
    }

    private static Stream<String> artifacts(Adaptation adapted) {
        return Stream.concat(
                Stream.of(adapted.former().model()),
                adapted.lessons().stream().flatMap(lesson -> Stream.of(lesson.examples(), lesson.outcomes())));
    }

    /** The event that planned a tournament. @throws IllegalStateException when the record does not hold it */
    public static Event.TournamentPlanned plan(EventStore events, UUID tournament) {
        List<RecordedEvent> first = events.readStream(Ids.tournament(tournament), 0, 1);
        if (first.isEmpty() || !(read(first.get(0)) instanceof Event.TournamentPlanned plan)) {
            throw new IllegalStateException("The record does not hold the plan of tournament " + tournament + ".");
        }
        return plan;
    }

    /** What an event of the record says. @throws io.gauntlet.arena.event.UnreadableEventException when it cannot be read */
    public static Event read(RecordedEvent recorded) {
        return EventCodec.read(recorded.type(), recorded.schema(), recorded.data());
    }
}
