package io.gauntlet.plugins.attacks.physical;

import io.gauntlet.api.attack.Answer;
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
    private final boolean nearestFirst;

    /**
     * @param posing the pose of a row in its present iteration
     * @param nearestFirst whether no pose is nearer than those before it, so that the first success is the nearest
     */
    PoseTrials(Rows rows, Target target, PosedRows posed, int count, PosedRows.Posing posing, boolean nearestFirst) {
        this.rows = rows;
        this.target = target;
        this.posed = posed;
        this.count = count;
        this.nearestFirst = nearestFirst;
        this.posing = posing;
    }

    @Override
    public void admit(int[] admitted) {}

    @Override
    public void step() {
        Answer answer = target.labels(posed.render(posing), rows.all());
        posed.offer(answer);
        for (int row = 0; row < rows.live(); row++) {
            boolean found = nearestFirst && answer.paid(row) && answer.success(row);
            if (found || rows.iteration()[row] + 1 >= count) {
                rows.finish(row);
            }
        }
    }
}
