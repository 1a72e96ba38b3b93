package io.gauntlet.plugins.attacks.canary;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/** Looks for a noise that is misjudged, then walks from the sample towards it until the first success, the nearest. */
final class BlendSearch implements Search {
    /** The state of a row that still looks for its noise; later the number of steps walked. */
    private static final int LOOKING = 0;

    private final Rows rows;
    private final Target target;
    private final Blend.Parameters parameters;
    private final Batch batch = new Batch();
    private final HeapImage noise = new HeapImage("noise");

    BlendSearch(Rows rows, Target target, Blend.Parameters parameters) {
        this.rows = rows;
        this.target = target;
        this.parameters = parameters;
    }

    @Override
    public void admit(int[] admitted) {
        for (int row : admitted) {
            rows.scalar("walked")[row] = LOOKING;
        }
    }

    @Override
    public void step() {
        INDArray candidates = rows.image("x");
        float[] walked = rows.scalar("walked");
        batch.load(rows, candidates);
        noise.load(rows);
        for (int row = 0; row < rows.live(); row++) {
            fill(row, walked[row]);
        }
        noise.store(rows);
        Floats.put(batch.x(), candidates);
        Answer answer = target.labels(candidates, rows.all());
        rows.offer(candidates, answer);
        for (int row = 0; row < rows.live(); row++) {
            boolean success = answer.paid(row) && answer.success(row);
            if (walked[row] == LOOKING) {
                if (success) {
                    walked[row] = 1;
                } else if (rows.iteration()[row] + 1 >= parameters.directions()) {
                    rows.finish(row);
                }
                // At the last step the share of noise is 1, and that noise is known already.
            } else if (success || ++walked[row] >= parameters.steps()) {
                rows.finish(row);
            }
        }
    }

    private void fill(int row, float steps) {
        int from = row * batch.length();
        int to = from + batch.length();
        if (steps == LOOKING) {
            Draws draws = rows.draws(row, "noise");
            for (int i = from; i < to; i++) {
                noise.values()[i] = draws.uniform();
                batch.x()[i] = noise.values()[i];
            }
            return;
        }
        float share = steps / parameters.steps();
        for (int i = from; i < to; i++) {
            batch.x()[i] = (1 - share) * batch.original()[i] + share * noise.values()[i];
        }
    }
}
