package io.gauntlet.store.projection;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.store.Append;
import io.gauntlet.store.ArtifactStore.Collected;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;

/** Drops adversarial examples that are old. Their outcomes, distances and ranks stay; they cannot be re-scored. */
public final class ExampleRetention {
    private final Database database;

    /** Of this database; its projections must be current. */
    public ExampleRetention(Database database) {
        this.database = database;
    }

    private record Old(String sha, long size) {}

    /** What {@link #dropOlderThan} would drop. */
    public Collected olderThan(Duration age) {
        return sum(old(age));
    }

    /** Drops the examples of matches that ended before; an event for each says so first. */
    public Collected dropOlderThan(Duration age, String reason) {
        List<Old> old = old(age);
        old.forEach(one -> drop(one.sha, reason));
        return sum(old);
    }

    private static Collected sum(List<Old> old) {
        return new Collected(old.size(), old.stream().mapToLong(Old::size).sum());
    }

    private List<Old> old(Duration age) {
        return database.read(connection -> {
            // Bytes that a younger match shares are kept.
            try (var query = connection.prepareStatement("""
                    select m.examples, a.size
                    from match_result m join artifact a on a.sha = decode(m.examples, 'hex')
                    where m.examples is not null and a.dropped is null
                    group by m.examples, a.size
                    having max(m.finished_at) < clock_timestamp() - make_interval(secs => ?)
                    order by m.examples""")) {
                query.setDouble(1, age.toMillis() / 1000.0);
                List<Old> found = new ArrayList<>();
                try (var row = query.executeQuery()) {
                    while (row.next()) {
                        found.add(new Old(row.getString(1), row.getLong(2)));
                    }
                }
                return found;
            }
        });
    }

    private void drop(String sha, String reason) {
        String stream = "artifact-" + sha;
        // A second dropping, after the bytes came back, is an event of its own.
        int before = database.events().readStream(stream).size();
        Event event = new Event.ExamplesDropped(reason);
        UUID id = Ids.of(stream, EventCodec.type(event), Integer.toString(before));
        NewEvent dropped =
                new NewEvent(id, EventCodec.type(event), EventCodec.schema(event), EventCodec.write(event), "{}");
        database.events().commit(Commit.of(new Append(stream, ExpectedVersion.exactly(before), dropped)));
        database.artifacts().drop(sha);
    }
}
