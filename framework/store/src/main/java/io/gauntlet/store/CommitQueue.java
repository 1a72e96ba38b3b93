package io.gauntlet.store;

import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.locks.LockSupport;

import org.jspecify.annotations.Nullable;

/**
 * Coalesces the commits of this process: while one transaction runs, newcomers queue, and whichever of them gets the
 * turn next commits for all. A lone caller pays no hand-over to another thread.
 */
final class CommitQueue implements AutoCloseable {
    private static final int MAX_COMMITS = 500;
    private static final int MAX_EVENTS = 5_000;
    private static final int ATTEMPTS = 3;
    private static final int PAUSE_MILLIS = 200;
    private static final long COMPANY_NANOS = 100_000;

    private final Connections connections;
    private final Queue<Ticket> waiting = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean taken = new AtomicBoolean();
    private final SingleTripCommit singleTrip; // used by whoever has the turn
    private final Announcer announcer;
    private int company; // commits of the last transaction; used by whoever has the turn

    CommitQueue(Connections connections) {
        this.connections = connections;
        this.singleTrip = new SingleTripCommit(connections);
        this.announcer = new Announcer(connections);
    }

    CommitResult commit(Commit commit) {
        Ticket ticket = new Ticket(commit);
        waiting.add(ticket);
        boolean interrupted = false; // not interruptible: the commit may already be under way
        while (ticket.outcome == null) {
            if (taken.compareAndSet(false, true)) {
                takeTurn(ticket);
            } else {
                LockSupport.park(this);
                interrupted |= Thread.interrupted();
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        return Objects.requireNonNull(ticket.outcome).get();
    }

    private void takeTurn(Ticket own) {
        try {
            while (own.outcome == null) {
                serve();
            }
        } finally {
            taken.set(false);
            Ticket next = waiting.peek();
            if (next != null) {
                LockSupport.unpark(next.thread);
            }
        }
    }

    @Override
    public void close() {
        while (!taken.compareAndSet(false, true)) {
            LockSupport.parkNanos(1_000_000); // until the commit under way is over
        }
        singleTrip.close();
        announcer.close();
        taken.set(false);
    }

    private void serve() {
        awaitCompany();
        List<Ticket> batch = take();
        company = batch.size();
        boolean interrupted = Thread.interrupted(); // an interrupt of this thread must not fail the others
        try {
            List<CommitOutcome> outcomes;
            try {
                outcomes = run(batch.stream().map(Ticket::commit).toList());
            } catch (RuntimeException | Error e) {
                batch.forEach(ticket -> ticket.settle(CommitOutcome.of(new IllegalStateException(e))));
                throw e;
            }
            for (int i = 0; i < batch.size(); i++) {
                batch.get(i).settle(outcomes.get(i));
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /**
     * After a transaction for several, gives their threads a moment to come with their next commits: one transaction for
     * all is quicker than one for the fastest and another for the rest. A lone caller never waits.
     */
    private void awaitCompany() {
        if (company <= 1) {
            return;
        }
        long end = System.nanoTime() + COMPANY_NANOS;
        while (waiting.size() < company && System.nanoTime() < end) {
            LockSupport.parkNanos(COMPANY_NANOS / 5);
        }
    }

    private List<Ticket> take() {
        List<Ticket> batch = new ArrayList<>();
        int events = 0;
        Ticket next;
        while (batch.size() < MAX_COMMITS && events < MAX_EVENTS && (next = waiting.poll()) != null) {
            batch.add(next);
            events += next.commit.appends().stream()
                    .mapToInt(append -> append.events().size())
                    .sum();
        }
        return batch;
    }

    /** An outcome per commit; what one commit alone is to blame for does not touch the others. */
    private List<CommitOutcome> run(List<Commit> commits) {
        try {
            return attempt(commits);
        } catch (SQLException e) {
            if (commits.size() == 1 || Failures.ofServer(e)) {
                return commits.stream()
                        .map(commit -> CommitOutcome.of(explain(e, commit)))
                        .toList();
            }
        }
        List<CommitOutcome> outcomes = new ArrayList<>();
        for (Commit commit : commits) {
            outcomes.addAll(run(List.of(commit)));
        }
        return outcomes;
    }

    /** Tries again after a lost connection: even if the first attempt was committed, a repetition is a no-op. */
    private List<CommitOutcome> attempt(List<Commit> commits) throws SQLException {
        for (int attempt = 1; ; attempt++) {
            try {
                Optional<List<CommitOutcome>> guessed = guess(commits);
                if (guessed.isPresent()) {
                    return guessed.get();
                }
                CommitTransaction.Done done =
                        connections.inTransaction(connection -> new CommitTransaction(connection).run(commits));
                singleTrip.learn(done.judge(), done.serverTime());
                return done.outcomes();
            } catch (SQLException e) {
                boolean interrupted = e.getCause() instanceof InterruptedException && Thread.interrupted();
                if (attempt == ATTEMPTS || !(interrupted || Failures.passing(e))) {
                    throw e;
                }
                pause(PAUSE_MILLIS * attempt);
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }
    }

    /** Empty when they must be judged under the lock. */
    private Optional<List<CommitOutcome>> guess(List<Commit> commits) throws SQLException {
        try {
            Optional<List<CommitOutcome>> guessed = singleTrip.run(commits);
            guessed.ifPresent(outcomes -> announcer.announce(singleTrip.position()));
            return guessed;
        } catch (SQLException e) {
            if (Failures.ofServer(e)) {
                throw e;
            }
            return Optional.empty(); // the transaction finds out which commit is to blame
        }
    }

    private static void pause(int millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private RuntimeException explain(SQLException e, Commit commit) {
        String state = Failures.state(e);
        if (state.equals("23503")) {
            List<String> shas = commit.appends().stream()
                    .flatMap(append -> append.events().stream())
                    .flatMap(event -> event.artifacts().stream())
                    .distinct()
                    .toList();
            return new ArtifactMissing(String.join(", ", shas), e);
        }
        if (state.startsWith("22") || state.equals("23514")) {
            return new IllegalArgumentException(
                    "The commit was refused, since its data, meta or payload is not JSON or a value is out of range: "
                            + Failures.message(e),
                    e);
        }
        return Failures.translate(e, connections.address());
    }

    private static final class Ticket {
        private final Commit commit;
        private final Thread thread = Thread.currentThread();
        private volatile @Nullable CommitOutcome outcome;

        Ticket(Commit commit) {
            this.commit = commit;
        }

        Commit commit() {
            return commit;
        }

        void settle(CommitOutcome result) {
            outcome = result;
            LockSupport.unpark(thread);
        }
    }
}
