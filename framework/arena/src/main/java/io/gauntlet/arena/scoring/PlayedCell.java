package io.gauntlet.arena.scoring;

import java.util.List;

/**
 * A cell with what it takes to score it under another rule.
 *
 * @param record what is recorded of it
 * @param firstSuccess for each verdict, in order: queries billed when the attack first saw a success, 0 when it never did
 * @param minimumNorm whether its attack is known to look for the smallest success
 */
public record PlayedCell(CellRecord record, List<Long> firstSuccess, boolean minimumNorm) {
    /** Copies the list. @throws IllegalArgumentException when it has another length than the verdicts */
    public PlayedCell {
        firstSuccess = List.copyOf(firstSuccess);
        if (firstSuccess.size() != record.samples().size()) {
            throw new IllegalArgumentException("There must be a first success for each verdict.");
        }
    }
}
