package io.gauntlet.store;

import java.time.Instant;
import java.util.List;

/**
 * A worker whose process lives.
 *
 * @param id unique in its database
 * @param name as it was registered
 * @param since when it was registered
 * @param heartbeat when it said last that it is not stalled
 * @param running keys of the jobs that it holds, sorted
 */
public record LiveWorker(int id, String name, Instant since, Instant heartbeat, List<String> running) {
    /** Copies the list. */
    public LiveWorker {
        running = List.copyOf(running);
    }
}
