package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.plugins.attacks.rows.Batch;

/** What was fitted: values for each class to reach, or a single array away from the label. */
final class Perturbations implements Attack.Fitted {
    private final Perturbation kind;
    private final float[][] byGoal;

    /**
     * @param kind puts values on samples
     * @param byGoal values for each class, or one array
     */
    Perturbations(Perturbation kind, float[]... byGoal) {
        this.kind = kind;
        this.byGoal = Arrays.stream(byGoal).map(float[]::clone).toArray(float[][]::new);
    }

    private float[] of(int goal) {
        return byGoal[Math.max(0, goal)];
    }

    /** Hands in each sample with its perturbation put on it. */
    Search search(Rows rows) {
        Batch batch = new Batch();
        return new Search() {
            @Override
            public void admit(int[] admitted) {}

            @Override
            public void step() {
                INDArray state = rows.image("x");
                batch.load(rows, state);
                for (int row = 0; row < rows.live(); row++) {
                    int at = row * batch.length();
                    System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
                    kind.lay(of(rows.goal()[row]), batch.x(), at);
                }
                Floats.put(batch.x(), state);
                for (int row = 0; row < rows.live(); row++) {
                    rows.submit(row, state.slice(row));
                }
            }
        };
    }
}
