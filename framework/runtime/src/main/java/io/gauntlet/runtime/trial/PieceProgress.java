package io.gauntlet.runtime.trial;

import java.util.Arrays;

import io.gauntlet.api.Progress;

/** Adds up how far the pieces are. */
final class PieceProgress {
    private final TrialListener listener;
    private final double[] done;
    private int over;

    PieceProgress(int pieces, TrialListener listener) {
        this.done = new double[pieces];
        this.listener = listener;
    }

    /** Where a piece reports. */
    Progress of(int piece) {
        return (share, message) -> report(piece, Math.min(1, Math.max(0, share)), false);
    }

    /** A piece is over. */
    void over(int piece) {
        report(piece, 1, true);
    }

    private synchronized void report(int piece, double share, boolean ended) {
        done[piece] = share;
        over += ended ? 1 : 0;
        listener.progress(over, done.length, Arrays.stream(done).sum());
    }
}
