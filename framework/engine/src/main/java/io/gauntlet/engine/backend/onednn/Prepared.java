package io.gauntlet.engine.backend.onednn;

import io.gauntlet.engine.backend.Operation;

/** An operation that keeps its weights in an order of its own. */
public interface Prepared extends Operation {
    /** Rearranges the weights again. To be called before {@link #run} when they changed. */
    void weightsChanged();
}
