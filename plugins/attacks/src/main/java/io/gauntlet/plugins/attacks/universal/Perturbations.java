package io.gauntlet.plugins.attacks.universal;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.plugins.attacks.rows.Batch;

/** What was fitted: one perturbation for each class to reach, or a single one away from the label. */
final class Perturbations implements Attack.Fitted {
    private final float[][] byGoal;

    /** @param byGoal a perturbation for each class, or one */
    Perturbations(float[]... byGoal) {
        this.byGoal = Arrays.stream(byGoal).map(float[]::clone).toArray(float[][]::new);
    }

    private float[] of(int goal) {
        return byGoal[Math.max(0, goal)];
    }

    /** Hands in each sample with its perturbation added, clipped to the box. */
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
                    float[] added = of(rows.goal()[row]);
                    for (int i = 0; i < batch.length(); i++) {
                        batch.x()[at + i] = Math.min(1f, Math.max(0f, batch.original()[at + i] + added[i]));
                    }
                }
                Floats.put(batch.x(), state);
                for (int row = 0; row < rows.live(); row++) {
                    rows.submit(row, state.slice(row));
                }
            }
        };
    }
}
