package io.gauntlet.runtime.work;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.backend.OffHeapLimitException;
import io.gauntlet.store.StoreUnavailable;

/**
 * Remembers why this process can do no more work: the disk of the database server is full, or arrays would take more
 * memory than they may. That stays so until a person changes something, and trying again only uses up the attempts of
 * jobs that nothing is wrong with.
 */
final class Standstill {
    private volatile @Nullable RuntimeException reason;

    /** Notes a failure, if it is of this kind. @return whether it is */
    boolean notes(Throwable failed) {
        if (failed instanceof StoreUnavailable store && store.reason() == StoreUnavailable.Reason.DISK_FULL) {
            reason = store;
            return true;
        }
        Optional<OffHeapLimitException> memory = OffHeapLimitException.in(failed);
        memory.ifPresent(limit -> reason = limit);
        return memory.isPresent();
    }

    /** The failure, whose message says what to do; empty while there was none. */
    Optional<RuntimeException> reason() {
        return Optional.ofNullable(reason);
    }
}
