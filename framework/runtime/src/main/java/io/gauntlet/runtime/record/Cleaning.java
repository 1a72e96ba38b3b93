package io.gauntlet.runtime.record;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.time.Duration;

import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.Database;
import io.gauntlet.store.projection.ExampleRetention;

/** Deletes artifacts that are no longer needed, or says which it would. */
public final class Cleaning {
    private final Database database;

    /** Of this database; its projections must be current. */
    public Cleaning(Database database) {
        this.database = database;
    }

    /** What no event names and nobody put for that long: what {@link ArtifactStore#collect} would delete. */
    public ArtifactStore.Collected unnamed(Duration unusedFor) {
        return count("""
                select count(*), coalesce(sum(size), 0) from artifact a
                where last_used <= clock_timestamp() - make_interval(secs => ?)
                    and not exists (select from event_artifact e where e.sha = a.sha)""", unusedFor);
    }

    /** Deletes it. @throws IllegalArgumentException when the time is so short that it may belong to work under way */
    public ArtifactStore.Collected collect(Duration unusedFor) {
        return database.artifacts().collect(unusedFor);
    }

    /** Examples of matches that ended that long ago: what {@link #drop} would drop. */
    public ArtifactStore.Collected examples(Duration age) {
        return count("""
                select count(*), coalesce(sum(size), 0) from (
                    select a.size from match_result m join artifact a on a.sha = decode(m.examples, 'hex')
                    where m.examples is not null and a.dropped is null
                    group by a.sha, a.size
                    having max(m.finished_at) < clock_timestamp() - make_interval(secs => ?)) old""", age);
    }

    /**
     * Drops their bytes; an event for each says so first, and tables stay as they are.
     *
     * @return how many artifacts
     */
    public int drop(Duration age, String reason) {
        return new ExampleRetention(database).dropOlderThan(age, reason);
    }

    private ArtifactStore.Collected count(String sql, Duration time) {
        return database.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                query.setDouble(1, time.toMillis() / 1000.0);
                try (ResultSet row = query.executeQuery()) {
                    row.next();
                    return new ArtifactStore.Collected(row.getLong(1), row.getLong(2));
                }
            }
        });
    }
}
