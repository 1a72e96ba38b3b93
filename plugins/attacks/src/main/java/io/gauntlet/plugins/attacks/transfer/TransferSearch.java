package io.gauntlet.plugins.attacks.transfer;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.Momentum;

/**
 * Momentum ascent on the attacker's own networks. The target is asked nothing; each row hands in its last iterate.
 */
final class TransferSearch implements Search {
    /**
     * How to climb.
     *
     * @param steps gradient steps
     * @param relativeStep the size of a step as a share of epsilon
     * @param decay the share of the sum of gradients that each step keeps
     * @param diversity the probability that a picture is shrunk and padded
     * @param least its smallest size then, as a share
     * @param kernel the size of the translation-invariant kernel, odd
     * @param loss to climb
     */
    record Plan(int steps, double relativeStep, double decay, double diversity, double least, int kernel, Loss loss) {}

    private final Rows rows;
    private final Surrogates surrogates;
    private final Plan plan;
    private final Ball ball;
    private final InputDiversity diversity;
    private final TranslationKernel kernel;
    private final Momentum momentum;
    private final Batch batch = new Batch();
    private float[] changed = {};
    private float[] gradients = {};

    TransferSearch(Rows rows, Surrogates surrogates, Plan plan) {
        this.rows = rows;
        this.surrogates = surrogates;
        this.plan = plan;
        ball = Ball.of(rows.threatModel().norm());
        diversity = new InputDiversity(plan.diversity(), plan.least(), surrogates.shape());
        kernel = new TranslationKernel(plan.kernel(), surrogates.shape());
        momentum = new Momentum(plan.decay());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        for (int row : admitted) {
            int at = row * batch.length();
            System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
        }
        Floats.put(batch.x(), state);
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        differentiate();
        momentum.add(rows, gradients, batch.length());
        for (int row = 0; row < rows.live(); row++) {
            int at = row * batch.length();
            float epsilon = rows.epsilon()[row];
            ball.ascend(batch.x(), gradients, at, batch.length(), (float) (plan.relativeStep() * epsilon));
            ball.project(batch.x(), batch.original(), at, batch.length(), epsilon);
        }
        Floats.put(batch.x(), state);
        for (int row = 0; row < rows.live(); row++) {
            if (rows.iteration()[row] + 1 >= plan.steps()) {
                rows.submit(row, state.slice(row));
            }
        }
    }

    private void differentiate() {
        int live = rows.live();
        int values = live * batch.length();
        if (changed.length < values) {
            changed = new float[values];
            gradients = new float[values];
        }
        if (!diversity.active()) {
            surrogates.gradient(rows, plan.loss(), batch.x(), gradients);
        } else {
            diversity.rows(live);
            for (int row = 0; row < live; row++) {
                diversity.draw(row, rows.draws(row, "diversity"));
                diversity.apply(row, batch.x(), changed);
            }
            // The transposed map may not write over what it reads.
            surrogates.gradient(rows, plan.loss(), changed, changed);
            for (int row = 0; row < live; row++) {
                diversity.transpose(row, changed, gradients);
            }
        }
        for (int row = 0; row < live; row++) {
            kernel.apply(gradients, row * batch.length());
        }
    }
}
