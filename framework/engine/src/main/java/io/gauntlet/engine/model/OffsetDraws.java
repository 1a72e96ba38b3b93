package io.gauntlet.engine.model;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;

/** The draws of a batch, seen from a block that begins at one of its rows. */
final class OffsetDraws implements RowDraws {
    private final RowDraws batch;
    private final int first;

    OffsetDraws(RowDraws batch, int first) {
        this.batch = batch;
        this.first = first;
    }

    @Override
    public Draws of(int row) {
        return batch.of(first + row);
    }
}
