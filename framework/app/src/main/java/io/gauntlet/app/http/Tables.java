package io.gauntlet.app.http;

import java.time.Duration;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.store.StoreException;

/**
 * The tables that the API reads, which follow the record a moment later. Who hears of an event asks for them at once,
 * and of the last event only once: so nobody is told before they show it.
 */
final class Tables {
    private static final Logger LOG = LoggerFactory.getLogger(Tables.class);

    /** Whoever keeps them may be busy with much that came before; readers are not kept in the dark for long. */
    private static final Duration LONGEST = Duration.ofSeconds(5);

    private static final long PAUSE_MILLIS = 20;

    private final Gauntlet gauntlet;

    Tables(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
    }

    /** Waits until they show everything up to a position; not for those that stopped, and not for long. */
    void await(long position) {
        long deadline = System.nanoTime() + LONGEST.toNanos();
        try {
            while (behind(position) && System.nanoTime() < deadline) {
                Thread.sleep(PAUSE_MILLIS);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (StoreException e) {
            LOG.debug("The tables cannot be waited for now", e);
        }
    }

    private boolean behind(long position) {
        return gauntlet.projectionStatus().stream()
                .anyMatch(status -> status.error().isEmpty() && status.position() < position);
    }
}
