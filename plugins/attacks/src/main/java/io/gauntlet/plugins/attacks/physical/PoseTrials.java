package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/** Tries poses one after the other, whatever is answered: those of a grid, or drawn ones. */
final class PoseTrials implements Search {
    private final Rows rows;
    private final Target target;
    private final PosedRows posed;
    private final PosedRows.Posing posing;
    private final int count;

    /** @param posing the pose of a row in its present iteration */
    PoseTrials(Rows rows, Target target, PosedRows posed, int count, PosedRows.Posing posing) {
        this.rows = rows;
        this.target = target;
        this.posed = posed;
        this.count = count;
        this.posing = posing;
    }

    @Override
    public void admit(int[] admitted) {}

    @Override
    public void step() {
        posed.offer(target.labels(posed.render(posing), rows.all()));
        for (int row = 0; row < rows.live(); row++) {
            if (rows.iteration()[row] + 1 >= count) {
                rows.finish(row);
            }
        }
    }
}
