package io.gauntlet.plugins.attacks.fixed;

import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Stage;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.FurtherStarts;
import io.gauntlet.plugins.attacks.rows.Momentum;

/**
 * The skeleton of gradient ascent in a ball: start, climb for a number of steps, stop at the first success. Every
 * iterate is offered, not only the last, and the last one costs a query but no gradient. With views it climbs the loss
 * of the sample and of each view of it.
 */
public final class GradientSearch implements Search {
    /**
     * What makes one member of the family.
     *
     * @param steps gradient steps for each start
     * @param relativeStep the size of a step as a share of epsilon
     * @param restarts starts for each sample
     * @param randomStart whether to start anywhere in the ball rather than at the sample
     * @param decay how much of the sum of past gradients stays at each step (momentum); 0 climbs the gradient alone
     * @param loss to climb
     * @param draws for randomised models, the draws whose mean loss is differentiated (EOT)
     * @param further whether to start from stored examples, too
     */
    public record Plan(
            int steps,
            double relativeStep,
            int restarts,
            boolean randomStart,
            double decay,
            Loss loss,
            int draws,
            boolean further) {
        /** From its own starts alone. */
        public Plan(
                int steps, double relativeStep, int restarts, boolean randomStart, double decay, Loss loss, int draws) {
            this(steps, relativeStep, restarts, randomStart, decay, loss, draws, false);
        }

        /** The same with another loss. */
        Plan climbing(Loss other) {
            return new Plan(steps, relativeStep, restarts, randomStart, decay, other, draws, further);
        }

        /** The same from stored examples, too. */
        Plan startingFurther() {
            return new Plan(steps, relativeStep, restarts, randomStart, decay, loss, draws, true);
        }
    }

    private final Rows rows;
    private final Target target;
    private final Plan plan;
    private final Ball ball;
    private final @Nullable ViewedRows views;
    private final Batch batch = new Batch();
    private final Momentum momentum;
    private float[] gradients = {};
    private boolean[] climbing = {};

    /** In the ball of the match's norm. */
    GradientSearch(Rows rows, Target target, Plan plan) {
        this(rows, target, plan, List.of());
    }

    /** In that ball, for the sample and each view of it at once. */
    GradientSearch(Rows rows, Target target, Plan plan, List<Stage> views) {
        this(rows, target, plan, Ball.of(rows.threatModel().norm()), views);
    }

    /** In a part of the match's ball. */
    public GradientSearch(Rows rows, Target target, Plan plan, Ball ball) {
        this(rows, target, plan, ball, List.of());
    }

    private GradientSearch(Rows rows, Target target, Plan plan, Ball ball, List<Stage> views) {
        this.rows = rows;
        this.target = target;
        this.plan = plan;
        this.ball = ball;
        this.views = views.isEmpty() ? null : new ViewedRows(rows, views);
        momentum = new Momentum(plan.decay());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        for (int row : admitted) {
            if (views != null) {
                views.admit(row);
            }
            int at = row * batch.length();
            if (plan.further() && FurtherStarts.begin(rows, row, plan.restarts(), batch.x(), at)) {
                continue;
            }
            if (plan.randomStart()) {
                ball.draw(
                        rows.draws(row, "start"), batch.x(), batch.original(), at, batch.length(), rows.epsilon()[row]);
            } else {
                System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            }
        }
        Floats.put(batch.x(), state);
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        if (!markClimbing()) {
            rows.offer(state, target.labels(state, rows.all()));
        } else {
            Gradient gradient = gradient(state);
            rows.offer(state, views == null ? gradient.answer() : views.untransformed(gradient));
            climb(state, gradient);
        }
        for (int row = 0; row < rows.live(); row++) {
            if (!climbing[row]) {
                next(row);
            }
        }
    }

    private Gradient gradient(INDArray state) {
        return views == null
                ? target.gradient(state, rows.all(), climbing, plan.loss(), plan.draws())
                : views.gradient(target, state, climbing, plan.loss(), plan.draws());
    }

    private boolean markClimbing() {
        int live = rows.live();
        if (climbing.length < live) {
            climbing = new boolean[live];
        }
        boolean any = false;
        for (int row = 0; row < live; row++) {
            climbing[row] = rows.iteration()[row] < plan.steps();
            any |= climbing[row];
        }
        return any;
    }

    private void climb(INDArray state, Gradient gradient) {
        batch.load(rows, state);
        int values = Math.toIntExact(state.length());
        if (gradients.length < values) {
            gradients = new float[values];
        }
        if (views == null) {
            Floats.get(gradient.values(), gradients);
        } else {
            views.back(state, gradient, gradients);
        }
        if (plan.decay() > 0) {
            momentum.add(rows, gradients, batch.length());
        }
        Answer answer = gradient.answer();
        for (int row = 0; row < rows.live(); row++) {
            if (climbing[row] && answer.paid(row)) {
                int at = row * batch.length();
                float epsilon = rows.epsilon()[row];
                float step = (float) (plan.relativeStep() * epsilon);
                ball.ascend(batch.x(), gradients, at, batch.length(), step);
                ball.project(batch.x(), batch.original(), at, batch.length(), epsilon);
            }
        }
        Floats.put(batch.x(), state);
    }

    private void next(int row) {
        if (plan.further()) {
            FurtherStarts.next(rows, row, plan.restarts());
        } else if (rows.restart()[row] + 1 < plan.restarts()) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
