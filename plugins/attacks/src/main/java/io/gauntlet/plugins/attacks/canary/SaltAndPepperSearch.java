package io.gauntlet.plugins.attacks.canary;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;

/**
 * Raises the share of changed pixels from trial to trial. A success nearer than all before brings the share down to half,
 * from where it rises again in smaller steps, to a little above where it succeeded: more pixels are not always farther.
 */
final class SaltAndPepperSearch implements Search {
    private static final float ABOVE = 1.2f;

    private final Rows rows;
    private final Target target;
    private final int steps;
    private final int together;
    private final Batch batch = new Batch();

    /** @param together consecutive values that change together: the channels of a pixel */
    SaltAndPepperSearch(Rows rows, Target target, int steps, int together) {
        this.rows = rows;
        this.target = target;
        this.steps = steps;
        this.together = together;
    }

    @Override
    public void admit(int[] admitted) {
        for (int row : admitted) {
            rows.scalar("low")[row] = 0;
            rows.scalar("high")[row] = 1;
            rows.scalar("rise")[row] = 1f / steps;
            rows.scalar("share")[row] = 1f / steps;
            rows.scalar("nearest")[row] = Float.POSITIVE_INFINITY;
        }
    }

    @Override
    public void step() {
        INDArray candidates = rows.image("x");
        batch.load(rows, candidates);
        for (int row = 0; row < rows.live(); row++) {
            sprinkle(row, rows.scalar("share")[row]);
        }
        Floats.put(batch.x(), candidates);
        Answer answer = target.labels(candidates, rows.all());
        rows.offer(candidates, answer);
        for (int row = 0; row < rows.live(); row++) {
            adapt(row, answer.paid(row) && answer.success(row));
            if (rows.iteration()[row] + 1 >= steps) {
                rows.finish(row);
            }
        }
    }

    private void sprinkle(int row, float share) {
        Draws draws = rows.draws(row, "pixels");
        int from = row * batch.length();
        for (int i = from; i < from + batch.length(); i += together) {
            float u = draws.uniform();
            for (int j = i; j < i + together; j++) {
                batch.x()[j] = u < share / 2 ? 0f : u >= 1 - share / 2 ? 1f : batch.original()[j];
            }
        }
    }

    private void adapt(int row, boolean success) {
        float[] low = rows.scalar("low");
        float[] high = rows.scalar("high");
        float[] rise = rows.scalar("rise");
        float[] share = rows.scalar("share");
        float[] nearest = rows.scalar("nearest");
        float distance = success ? distance(row) : Float.POSITIVE_INFINITY;
        boolean nearer = distance < nearest[row];
        boolean again = nearer || share[row] == high[row];
        if (nearer) {
            nearest[row] = distance;
            low[row] = 0.5f * share[row];
            high[row] = Math.min(1f, ABOVE * share[row]);
            rise[row] = (high[row] - low[row]) / (steps - rows.iteration()[row]);
        }
        share[row] = Math.min((again ? low[row] : share[row]) + rise[row], high[row]);
    }

    private float distance(int row) {
        Norm norm = rows.threatModel().norm();
        double distance = 0;
        int from = row * batch.length();
        for (int i = from; i < from + batch.length(); i++) {
            double change = Math.abs((double) batch.x()[i] - batch.original()[i]);
            switch (norm) {
                case LINF -> distance = Math.max(distance, change);
                case L2 -> distance += change * change;
                case L1 -> distance += change;
                case L0 -> distance += change == 0 ? 0 : 1;
                case POSE ->
                    throw new IllegalArgumentException("Salt and pepper changes values: it does not play pose.");
            }
        }
        return (float) distance;
    }
}
