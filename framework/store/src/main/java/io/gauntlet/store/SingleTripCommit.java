package io.gauntlet.store;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

import org.jspecify.annotations.Nullable;

/**
 * Commits in one statement, one round trip, by guessing: positions, versions and links are computed here from what this
 * process knows, and the statement changes nothing unless the head is still the one they were computed from. As every
 * append moves the head, an unmoved head proves that the known versions are current too; what is not known (whether an
 * id or a new stream exists already) the unique keys check. A wrong guess costs that one trip: {@link
 * CommitTransaction} then judges under the lock. Not safe for use by several threads.
 */
final class SingleTripCommit implements AutoCloseable {
    private static final int STREAMS_KEPT = 10_000;
    /** After so many wrong guesses in a row another process writes too; then only one commit in so many guesses. */
    private static final int WRONG_GUESSES = 3;

    private static final int REST = 16;
    /** How far the times of events may be from the server's clock when they are written. */
    private static final Duration TOLERANCE = Duration.ofMillis(250);

    private final GuessSession session;
    private final Map<String, Long> versions = new LeastRecent();
    private @Nullable Head head;
    private boolean closed;
    private int wrong;
    private int rest;

    SingleTripCommit(Connections connections) {
        this(connections, TOLERANCE);
    }

    /** With another tolerance, for who must not depend on how fast the machine is. */
    SingleTripCommit(Connections connections, Duration tolerance) {
        this.session = new GuessSession(connections, tolerance);
    }

    /** What a commit left: where the log ends, and the server's clock then. */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    private record Head(long position, byte[] link, Instant recordedAt, Instant serverTime, long nanos) {
        Instant serverTimeNow() {
            return serverTime.plusNanos(System.nanoTime() - nanos).truncatedTo(ChronoUnit.MICROS);
        }
    }

    /** Remembers what a commit under the lock found and left. */
    void learn(CommitJudge judge, Instant serverTime) {
        head = new Head(judge.position(), judge.link(), judge.recordedAt(), serverTime, System.nanoTime());
        versions.putAll(judge.versions());
    }

    /**
     * Commits all of them, or none.
     *
     * @return what became of each; empty when nothing was committed and they must be judged under the lock
     * @throws SQLException when the guess was wrong in a way that a unique key noticed, or the server failed
     */
    Optional<List<CommitOutcome>> run(List<Commit> commits) throws SQLException {
        Head base = head;
        if (closed || base == null || resting() || !commits.stream().allMatch(SingleTripCommit::plain)) {
            return Optional.empty();
        }
        try {
            CommitJudge judge = judge(commits, base);
            List<CommitOutcome> outcomes = new ArrayList<>(commits.size());
            for (Commit commit : commits) {
                outcomes.add(CommitOutcome.of(judge.judge(commit)));
            }
            if (judge.accepted().isEmpty() || !session.commit(base.position(), base.serverTimeNow(), judge)) {
                forget();
                return Optional.empty();
            }
            wrong = 0;
            head = new Head(judge.position(), judge.link(), judge.recordedAt(), base.serverTime(), base.nanos());
            versions.putAll(judge.versions());
            return Optional.of(outcomes);
        } catch (StoreException e) {
            return Optional.empty(); // perhaps only what is known here is out of date
        } catch (SQLException e) {
            forget();
            throw e;
        }
    }

    /** Where the log ended after the last commit. */
    long position() {
        return head == null ? 0 : head.position();
    }

    private boolean resting() {
        if (rest == 0) {
            return false;
        }
        rest--;
        return true;
    }

    private void forget() {
        head = null;
        versions.clear();
        wrong++;
        rest = wrong > WRONG_GUESSES ? REST : 0;
    }

    /** Whether it only appends events that name no artifact, as commits that come in large numbers do. */
    private static boolean plain(Commit commit) {
        return commit.finished().isEmpty()
                && commit.jobs().isEmpty()
                && commit.appends().stream()
                        .allMatch(append -> append.events().stream()
                                .allMatch(event -> event.artifacts().isEmpty()));
    }

    private CommitJudge judge(List<Commit> commits, Head base) throws SQLException {
        Map<String, Long> known = new HashMap<>();
        Set<String> unknown = new TreeSet<>();
        for (Commit commit : commits) {
            for (Append append : commit.appends()) {
                String stream = append.stream();
                Long version = versions.get(stream);
                if (version != null) {
                    known.put(stream, version);
                } else if (!append.expected().equals(ExpectedVersion.none())) {
                    unknown.add(stream); // a stream that should be new is taken to be so: the unique key knows
                }
            }
        }
        unknown.removeAll(known.keySet());
        if (!unknown.isEmpty()) {
            known.putAll(session.versions(unknown));
        }
        Instant now = base.serverTimeNow();
        Instant time = now.isBefore(base.recordedAt()) ? base.recordedAt() : now;
        return new CommitJudge(base.position(), base.link(), time, Map.of(), known, Map.of());
    }

    @Override
    public void close() {
        closed = true;
        session.close();
    }

    private static final class LeastRecent extends LinkedHashMap<String, Long> {
        private static final long serialVersionUID = 1L;

        LeastRecent() {
            super(64, 0.75f, true);
        }

        @Override
        protected boolean removeEldestEntry(Map.Entry<String, Long> eldest) {
            return size() > STREAMS_KEPT;
        }
    }
}
