package io.gauntlet.plugins.attacks.physical;

import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Stage;

/** Tries draws of transformations that follow one another. */
final class DrawnTransformations implements Search {
    private final Rows rows;
    private final Target target;
    private final List<Stage> stages;
    private final int tries;

    DrawnTransformations(Rows rows, Target target, List<Stage> stages, int tries) {
        this.rows = rows;
        this.target = target;
        this.stages = List.copyOf(stages);
        this.tries = tries;
    }

    @Override
    public void admit(int[] admitted) {}

    @Override
    public void step() {
        INDArray x = rows.original();
        for (int i = 0; i < stages.size(); i++) {
            String purpose = "transformation " + i;
            x = stages.get(i).forward(x, row -> rows.draws(row, purpose));
        }
        rows.offer(x, target.labels(x, rows.all()));
        for (int row = 0; row < rows.live(); row++) {
            if (rows.iteration()[row] + 1 >= tries) {
                rows.finish(row);
            }
        }
    }
}
