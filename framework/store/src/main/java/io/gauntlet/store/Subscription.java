package io.gauntlet.store;

import java.util.Optional;

/** A running delivery of events; see {@link EventStore#subscribe}. */
public interface Subscription extends AutoCloseable {

    /** Position of the last event whose delivery is over. */
    long position();

    /** Why the delivery stopped: the exception its consumer threw; empty while it runs. */
    Optional<Throwable> failure();

    /** Stops the delivery; when it returns, the consumer is not called again (unless called from the consumer itself). */
    @Override
    void close();
}
