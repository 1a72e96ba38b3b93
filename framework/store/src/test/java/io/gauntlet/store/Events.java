package io.gauntlet.store;

import java.util.List;
import java.util.UUID;

/** Events for tests. */
public final class Events {
    private Events() {}

    public static NewEvent event(String data) {
        return new NewEvent(UUID.randomUUID(), "Tested", 1, data, "{}");
    }

    public static NewEvent event() {
        return event("{}");
    }

    public static String stream() {
        return "test-" + UUID.randomUUID();
    }

    public static Append append(String stream, NewEvent... events) {
        return new Append(stream, ExpectedVersion.any(), List.of(events));
    }

    public static NewJob job(String key) {
        return new NewJob("match", key, 0, "{\"n\":1}", 3);
    }
}
