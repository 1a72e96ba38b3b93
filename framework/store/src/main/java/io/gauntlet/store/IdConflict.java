package io.gauntlet.store;

import java.util.UUID;

/** An event id is taken by an event with different content. */
public final class IdConflict extends StoreException {
    private final UUID id;

    IdConflict(UUID id, String sentence) {
        super(sentence, null);
        this.id = id;
    }

    public UUID id() {
        return id;
    }
}
