package io.gauntlet.store;

import java.util.Objects;

import org.jspecify.annotations.Nullable;

/** What became of a commit: a result or the exception its caller gets. */
record CommitOutcome(
        @Nullable CommitResult result, @Nullable RuntimeException failure) {

    static CommitOutcome of(CommitResult result) {
        return new CommitOutcome(result, null);
    }

    static CommitOutcome of(RuntimeException failure) {
        return new CommitOutcome(null, failure);
    }

    /** The result, or the exception, thrown on the caller's thread so that its stack shows who committed. */
    CommitResult get() {
        if (failure != null) {
            failure.addSuppressed(new Throwable(
                    "committed by thread " + Thread.currentThread().getName()));
            throw failure;
        }
        return Objects.requireNonNull(result);
    }
}
