package io.gauntlet.store.projection;

import io.gauntlet.store.StoreException;

/** A projection met an event that it cannot apply; its tables stay as they were before that event. */
public final class ProjectionStopped extends StoreException {
    private final String projection;

    ProjectionStopped(String projection, String error) {
        super("The projection " + projection + " stopped: " + error, null);
        this.projection = projection;
    }

    ProjectionStopped(String projection, String error, Throwable cause) {
        super("The projection " + projection + " stopped: " + error, cause);
        this.projection = projection;
    }

    public String projection() {
        return projection;
    }
}
