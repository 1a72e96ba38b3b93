package io.gauntlet.runtime.work;

import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.gauntlet.store.StoreUnavailable;

/**
 * Remembers that the disk of the database server was found full. It stays full until a person frees some space, so that
 * trying again only uses up the attempts of jobs that nothing is wrong with.
 */
final class FullDisk {
    private volatile @Nullable StoreUnavailable failure;

    /** Notes a failure, if it is of this kind. @return whether it is */
    boolean notes(Throwable failed) {
        if (failed instanceof StoreUnavailable store && store.reason() == StoreUnavailable.Reason.DISK_FULL) {
            failure = store;
            return true;
        }
        return false;
    }

    /** What the store said; empty when it was not full so far. */
    Optional<StoreUnavailable> failure() {
        return Optional.ofNullable(failure);
    }
}
