package io.gauntlet.arena.flag;

import java.util.BitSet;

import org.jspecify.annotations.Nullable;

/**
 * What flags are raised by in a cell.
 *
 * @param attacker label
 * @param defender label
 * @param reason why matches were skipped or forfeited; null when none was
 * @param over whether no verdict is still to come
 * @param judged samples with a verdict
 * @param broken samples right when clean that the attack broke
 * @param queries billed, over all samples
 * @param gradients billed, over all samples
 * @param mostGradients billed to one sample
 * @param fittingQueries spent before the matches
 * @param fittingGradients spent before the matches
 * @param late samples broken in the last quarter of what was spent on those that survived
 * @param conduct what was seen of the play; null in records of before it was kept
 */
public record CellEvidence(
        String attacker,
        String defender,
        @Nullable String reason,
        boolean over,
        BitSet judged,
        BitSet broken,
        long queries,
        long gradients,
        long mostGradients,
        long fittingQueries,
        long fittingGradients,
        int late,
        @Nullable Conduct conduct) {

    Strength strength() {
        if (mostGradients > 1) {
            return Strength.ITERATIVE;
        }
        if (gradients > 0) {
            return Strength.SINGLE_STEP;
        }
        if (fittingGradients > 0) {
            return Strength.FITTED;
        }
        return queries > 0 || fittingQueries > 0 ? Strength.BLACK_BOX : Strength.TRANSFER;
    }
}
