package io.gauntlet.store;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Checks that the record is what was recorded: the hashes of every event, the bytes of every artifact. Whether examples
 * still fool the models they are said to fool is not its business: it knows bytes only.
 */
public final class Audit {
    private static final int PAGE = 1_000;

    private final Connections connections;
    private final EventStore events;
    private final PostgresArtifactStore artifacts;

    Audit(Connections connections, EventStore events, PostgresArtifactStore artifacts) {
        this.connections = connections;
        this.events = events;
        this.artifacts = artifacts;
    }

    /** Checks everything. */
    public AuditReport verify() {
        return verify(Optional.empty(), Optional.empty(), progress -> {});
    }

    /**
     * Checks the whole chain of events, and artifacts.
     *
     * @param head the link of an earlier {@link EventStore#head}, 64 hex digits; when the log does not hold it, its tail
     *     was cut off, or the log is another one
     * @param streams whose artifacts to check; empty for those of all events and those that no event names yet
     * @param progress is told the number of artifacts checked so far
     * @throws IllegalArgumentException when the head is not 64 lower-case hex digits
     */
    public AuditReport verify(
            Optional<String> head, Optional<? extends Collection<String>> streams, Consumer<Long> progress) {
        head.ifPresent(Checks::sha);
        ChainCheck check = new ChainCheck(events, new EventArtifacts(connections), head.orElse(null));
        ChainReport chain = check.run(0);
        List<String> differences = new ArrayList<>();
        chain.difference().ifPresent(difference -> differences.add(difference.sentence()));
        if (chain.intact() && !check.metEarlierHead()) {
            differences.add("No event has the link " + head.orElseThrow()
                    + ": the tail of the log was cut off, or this is another database.");
        }
        long checked = 0;
        long dropped = 0;
        String last = "";
        for (List<String> page = page(streams, last); !page.isEmpty(); page = page(streams, last)) {
            for (String sha : page) {
                Optional<String> fault = artifacts.fault(sha);
                if (fault.isPresent()) {
                    differences.add(fault.get());
                } else if (artifacts.dropped(sha)) {
                    dropped++;
                }
                progress.accept(++checked);
                last = sha;
            }
        }
        return new AuditReport(chain, checked, dropped, List.copyOf(differences));
    }

    private List<String> page(Optional<? extends Collection<String>> streams, String after) {
        String sql = streams.isEmpty()
                ? "select sha from (select sha from artifact union select sha from event_artifact) named"
                        + " where sha > ? order by sha limit ?"
                : "select distinct sha from event_artifact join event using (position) where sha > ?"
                        + " and stream = any(?) order by sha limit ?";
        return connections.read(connection -> {
            try (PreparedStatement query = connection.prepareStatement(sql)) {
                int i = 0;
                query.setBytes(++i, Hashes.bytes(after));
                if (streams.isPresent()) {
                    query.setArray(
                            ++i, connection.createArrayOf("text", streams.get().toArray()));
                }
                query.setInt(++i, PAGE);
                List<String> names = new ArrayList<>();
                try (ResultSet row = query.executeQuery()) {
                    while (row.next()) {
                        names.add(Hashes.hex(row.getBytes(1)));
                    }
                }
                return names;
            }
        });
    }
}
