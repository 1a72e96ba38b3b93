package io.gauntlet.store.projection;

import java.util.List;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.scoring.CellRecord;

/**
 * What is recorded of a tournament's cells under one threat model.
 *
 * @param threatModel what was allowed
 * @param cells attack x defended model
 */
public record RecordedCells(ThreatModel threatModel, List<CellRecord> cells) {
    /** Copies the list. */
    public RecordedCells {
        cells = List.copyOf(cells);
    }
}
