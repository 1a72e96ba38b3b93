package io.gauntlet.store.projection;

import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.regex.Pattern;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.CommitResult;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;

/** Declares that results do not count any more, or count again. Nothing is deleted: ranks are computed without them. */
public final class Corrections {
    private static final Pattern PLUGIN = Pattern.compile("(attack|defense|architecture|transformation)/[^/@]+@[^/@]+");
    private static final Pattern MODEL = Pattern.compile("[0-9a-f]{64}");

    private final Database database;

    /** In this database. */
    public Corrections(Database database) {
        this.database = database;
    }

    /** What a revocation reaches. */
    public enum Scope {
        /** One match; the target is its id. */
        MATCH,
        /** All matches against one model; the target is its SHA-256. */
        MODEL,
        /** All matches that depend on a plug-in's version; the target is {@code kind/id@version}. */
        PLUGIN_VERSION;

        /** The name in the record. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    /**
     * A revocation that was declared.
     *
     * @param id names it, to lift it
     * @param position a projection that has reached it shows the corrected ranks
     */
    public record Declared(UUID id, long position) {}

    /**
     * Revokes.
     *
     * @throws IllegalArgumentException when the target cannot be one of that scope or the reason is empty, with what to
     *     write
     */
    public Declared revoke(Scope scope, String target, String reason, String actor) {
        if (reason.isBlank()) {
            throw new IllegalArgumentException("Say why: the reason is shown where the results were.");
        }
        checkTarget(scope, target);
        UUID id = UUID.randomUUID();
        CommitResult result =
                append(id, ExpectedVersion.none(), new Event.ResultRevoked(scope.id(), target, reason.strip(), actor));
        return new Declared(id, result.position());
    }

    private void checkTarget(Scope scope, String target) {
        boolean known = switch (scope) {
            case MATCH -> isMatch(target);
            case MODEL -> MODEL.matcher(target).matches();
            case PLUGIN_VERSION -> PLUGIN.matcher(target).matches();
        };
        if (!known) {
            throw new IllegalArgumentException("'" + target + "' is no "
                    + switch (scope) {
                        case MATCH -> "match of this record: give the id of one that was played.";
                        case MODEL -> "model: give the SHA-256 of its weights, 64 hex digits.";
                        case PLUGIN_VERSION -> "version of a plug-in: write it as attack/pgd@1.0.";
                    });
        }
    }

    private boolean isMatch(String target) {
        try {
            UUID id = UUID.fromString(target);
            return id.toString().equals(target)
                    && !database.events().readStream("match-" + id, 0, 1).isEmpty();
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    /**
     * Lifts a revocation: what it reached counts again.
     *
     * @return a position that shows it
     * @throws IllegalArgumentException when there is none of that id, or it is lifted already
     */
    public long lift(UUID revocation, String reason) {
        List<io.gauntlet.store.RecordedEvent> stream = database.events().readStream("revocation-" + revocation);
        if (stream.size() != 1) {
            throw new IllegalArgumentException(
                    stream.isEmpty()
                            ? "There is no revocation " + revocation + "."
                            : "Revocation " + revocation + " is lifted already.");
        }
        return append(revocation, ExpectedVersion.exactly(1), new Event.RevocationLifted(reason))
                .position();
    }

    private CommitResult append(UUID revocation, ExpectedVersion expected, Event event) {
        NewEvent recorded = new NewEvent(
                UUID.randomUUID(), EventCodec.type(event), EventCodec.schema(event), EventCodec.write(event), "{}");
        return database.events().commit(Commit.of(new Append("revocation-" + revocation, expected, recorded)));
    }
}
