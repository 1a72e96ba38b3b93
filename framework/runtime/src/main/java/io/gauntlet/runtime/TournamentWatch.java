package io.gauntlet.runtime;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.event.Event;
import io.gauntlet.arena.event.EventCodec;
import io.gauntlet.arena.event.Ids;
import io.gauntlet.runtime.bus.ProgressReport;
import io.gauntlet.runtime.work.Recording;
import io.gauntlet.store.RecordedEvent;

/** Follows one tournament through the record. */
final class TournamentWatch {
    private final String stream;
    private final TournamentListener listener;
    private final Set<String> matches = new HashSet<>();
    private final Set<String> trainings = ConcurrentHashMap.newKeySet();
    private final UUID id;
    private final long past;
    private boolean present;
    private @Nullable Ending ending;

    /** @param past position up to which an end may be one of an earlier time: matches can be played again after it */
    TournamentWatch(UUID id, TournamentListener listener, long past) {
        this.past = past;
        this.id = id;
        this.stream = Ids.tournament(id);
        this.listener = listener;
    }

    void take(List<RecordedEvent> batch) {
        for (RecordedEvent recorded : batch) {
            boolean ours = recorded.stream().equals(stream)
                    || matches.contains(recorded.stream())
                    || trainings.contains(recorded.stream());
            if (ours && EventCodec.knows(recorded.type())) {
                take(recorded, Recording.read(recorded));
            }
        }
        if (!batch.isEmpty() && batch.get(batch.size() - 1).position() >= past) {
            reachPresent();
        }
    }

    private synchronized void reachPresent() {
        present = true;
        notifyAll();
    }

    private void take(RecordedEvent recorded, Event event) {
        if (event instanceof Event.RoundStarted round) {
            round.all().forEach(match -> matches.add(Ids.match(match.match())));
            round.models().forEach(model -> trainings.add(Ids.training(model.training())));
            beginAgain();
        }
        listener.recorded(recorded, event);
        if (recorded.stream().equals(stream)) {
            if (event instanceof Event.TournamentCompleted) {
                end(Ending.COMPLETED);
            } else if (event instanceof Event.TournamentCancelled) {
                end(Ending.CANCELLED);
            }
        }
    }

    void take(ProgressReport report) {
        boolean ours = report.tournament().map(id::equals).orElseGet(() -> trainings.contains(report.stream()));
        if (ours || report.stream().startsWith("dataset-")) {
            listener.progress(report);
        }
    }

    /** A completed tournament plays on; one that was cancelled while its round was about to start does not. */
    private synchronized void beginAgain() {
        if (ending == Ending.COMPLETED) {
            ending = null;
        }
    }

    private synchronized void end(Ending how) {
        ending = how;
        notifyAll();
    }

    /** Waits a moment for the end. */
    synchronized Optional<Ending> await(long millis) throws InterruptedException {
        if (ending == null || !present) {
            TimeUnit.MILLISECONDS.timedWait(this, millis);
        }
        return present ? Optional.ofNullable(ending) : Optional.empty();
    }
}
