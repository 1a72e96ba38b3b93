package io.gauntlet.plugins.attacks.score;

import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/** Steps along the running mean of the estimates, shorter where the loss stops growing. */
final class NesSearch extends EstimateSearch {
    private static final float DROP = 2;

    /** The shortest step is so much shorter than the first one. */
    private static final float LEAST = 200;

    private final Nes.Parameters parameters;
    private final HeapImage mean = new HeapImage("mean");
    private final String[] recent;

    NesSearch(Rows rows, Target target, Nes.Parameters parameters) {
        super(
                rows,
                target,
                new SlopeEstimate(
                        rows,
                        target,
                        SlopeEstimate.Direction.GAUSSIAN,
                        parameters.pairs(),
                        parameters.sigma(),
                        parameters.loss().loss()),
                parameters.steps());
        this.parameters = parameters;
        recent = new String[parameters.plateau()];
        for (int i = 0; i < recent.length; i++) {
            recent[i] = "loss-" + i;
        }
    }

    @Override
    void load() {
        mean.load(rows());
    }

    @Override
    void store() {
        mean.store(rows());
    }

    @Override
    void begin(int row, int at) {
        for (int i = at; i < at + length(); i++) {
            mean.values()[i] = 0;
        }
        rows().scalar("step")[row] = (float) (parameters.relativeStep() * rows().epsilon()[row]);
        rows().scalar("seen")[row] = 0;
    }

    @Override
    void climb(int row, int at, float[] gradient, float loss) {
        float kept = (float) parameters.momentum();
        for (int i = at; i < at + length(); i++) {
            mean.values()[i] = kept * mean.values()[i] + (1 - kept) * gradient[i];
        }
        if (recent.length > 0) {
            anneal(row, loss);
        }
        ball().ascend(x(), mean.values(), at, length(), rows().scalar("step")[row]);
    }

    /** Halves the step when the loss is less than it was at the beginning of the plateau, and begins another one. */
    private void anneal(int row, float loss) {
        float[] seen = rows().scalar("seen");
        int now = (int) seen[row];
        rows().scalar(recent[now % recent.length])[row] = loss;
        seen[row]++;
        if (now + 1 < recent.length) {
            return;
        }
        // The one that the next loss will replace is the oldest.
        if (loss < rows().scalar(recent[(now + 1) % recent.length])[row]) {
            float[] step = rows().scalar("step");
            float least = (float) (parameters.relativeStep() * rows().epsilon()[row] / LEAST);
            step[row] = Math.max(least, step[row] / DROP);
            seen[row] = 0;
        }
    }
}
