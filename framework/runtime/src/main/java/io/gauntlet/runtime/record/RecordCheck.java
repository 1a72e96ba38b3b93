package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.work.DataSets;
import io.gauntlet.store.AuditReport;
import io.gauntlet.store.Database;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.projection.TournamentArchives;

/**
 * Checks that the record is what was recorded: every event, every artifact, that every stored model is as accurate on
 * clean samples as the record says, and that every adversarial example still does to its model what the record says,
 * also under the transformations of its tournament.
 */
public final class RecordCheck {
    private static final Pattern LINK = Pattern.compile("[0-9a-f]{8,64}");
    private static final int WHOLE = 64;
    private static final int PAGE = 1_000;

    private final Database database;
    private final LoadedPlugins plugins;
    private final DataSets dataSets;
    private final ComputePool pool;

    /** With the plug-ins and the data of this process, computing on its pool. */
    public RecordCheck(Database database, LoadedPlugins plugins, DataSets dataSets, ComputePool pool) {
        this.database = database;
        this.plugins = plugins;
        this.dataSets = dataSets;
        this.pool = pool;
    }

    /**
     * Checks.
     *
     * @param tournament whose artifacts and examples to check; empty for all. The chain of events is always checked whole
     * @param head the link of an earlier head, or its first digits, at least eight: the record must hold it
     * @param rescore whether to re-score examples, beside the hashes
     * @throws InvalidInputException when {@code head} is no link
     */
    public RecordReport check(Optional<UUID> tournament, Optional<String> head, boolean rescore, CheckListener listener)
            throws InterruptedException {
        Optional<String> wanted = head.map(RecordCheck::link);
        Optional<String> link = wanted.flatMap(this::whole);
        Optional<? extends Collection<String>> streams =
                tournament.map(id -> new TournamentArchives(database).streams(id));
        AuditReport audit = database.audit().verify(link, streams, listener::artifacts);
        List<String> differences = new ArrayList<>(audit.differences());
        if (wanted.isPresent() && link.isEmpty()) {
            differences.add("No event has a link that begins with " + wanted.get()
                    + ": the tail of the log was cut off, or this is another database.");
        }
        if (!rescore) {
            return new RecordReport(audit, differences, List.of(), 0, 0, 0, 0, 0, List.of());
        }
        PlayedMatches played = PlayedMatches.read(database.events(), streams);
        differences.addAll(played.unreadable());
        Rebuilding rebuilding = new Rebuilding(plugins);
        ModelCheck models = new ModelCheck(database, rebuilding, dataSets, pool);
        models.run(streams);
        differences.addAll(models.differences());
        MatchCheck check = new MatchCheck(database, rebuilding, dataSets, pool, listener);
        check.run(played.found());
        differences.addAll(check.differences());
        List<String> unchecked = new ArrayList<>(models.unchecked());
        unchecked.addAll(check.unchecked());
        return new RecordReport(
                audit,
                List.copyOf(differences),
                List.copyOf(unchecked),
                models.models(),
                check.matches(),
                check.examples(),
                check.rounding(),
                check.dropped(),
                check.others());
    }

    private static String link(String typed) {
        String link = typed.toLowerCase(Locale.ROOT);
        if (!LINK.matcher(link).matches()) {
            throw new InvalidInputException(
                    "The option --head takes the link of an event, 64 hex digits or the first of"
                            + " them, at least 8, as `./gauntlet run` prints it, not '" + typed + "'.");
        }
        return link;
    }

    /** The link that begins so; the audit itself looks for one that is whole. */
    private Optional<String> whole(String link) {
        if (link.length() == WHOLE) {
            return Optional.of(link);
        }
        EventStore events = database.events();
        long position = 0;
        List<RecordedEvent> page;
        do {
            page = events.readAll(position, PAGE);
            for (RecordedEvent event : page) {
                position = event.position();
                String whole = java.util.HexFormat.of().formatHex(event.link());
                if (whole.startsWith(link)) {
                    return Optional.of(whole);
                }
            }
        } while (page.size() == PAGE);
        return Optional.empty();
    }
}
