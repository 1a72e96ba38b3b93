package io.gauntlet.bench.store;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

import io.gauntlet.store.Append;
import io.gauntlet.store.Commit;
import io.gauntlet.store.EventStore;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;

/** The event store under the same work. */
final class StoredEvents {
    private StoredEvents() {}

    static EventWriter writer(EventStore events) {
        return new EventWriter() {
            @Override
            public void write(int count) {
                List<NewEvent> batch = new ArrayList<>(count);
                for (int i = 0; i < count; i++) {
                    batch.add(new NewEvent(UUID.randomUUID(), "Benched", 1, RawEvents.DATA, RawEvents.META));
                }
                events.commit(Commit.of(new Append("bench-" + UUID.randomUUID(), ExpectedVersion.none(), batch)));
            }

            @Override
            public void close() {
                // The store is everybody's.
            }
        };
    }

    /** Reads events page by page, and returns how many. */
    static long read(EventStore events, int page, long limit) {
        long position = 0;
        long count = 0;
        while (count < limit) {
            List<RecordedEvent> read = events.readAll(position, page);
            if (read.isEmpty()) {
                return count;
            }
            count += read.size();
            position = read.get(read.size() - 1).position();
        }
        return count;
    }
}
