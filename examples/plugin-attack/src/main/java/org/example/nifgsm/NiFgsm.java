package org.example.nifgsm;

import java.util.List;
import java.util.Set;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;

/** Steps along the sign of an accumulated gradient, which is taken where the accumulated direction leads to. */
public final class NiFgsm implements Attack {
    // tutorial: parameters
    /**
     * The parameters: from these words come the help, the JSON Schema, the form in the page and the messages.
     *
     * @param steps gradients for each sample
     * @param decay how much of the accumulated gradient is kept from step to step
     */
    public record Parameters(
            @Param(
                    value = "gradients for each sample; a step is epsilon / steps long",
                    defaultValue = "10",
                    min = 1,
                    max = 100_000)
            int steps,

            @Param(
                    value = "share of the accumulated gradient that is kept from step to step",
                    defaultValue = "1",
                    min = 0,
                    max = 1)
            float decay) {}
    // end: parameters

    // tutorial: factory
    /** What it is and needs. */
    public static final AttackFactory<Parameters> FACTORY = new AttackFactory<>(
            new AttackInfo(
                    new Description(
                            "ni-fgsm",
                            "1",
                            "Steps along the sign of an accumulated gradient, taken a little ahead.",
                            List.of(
                                    "Lin, Song, He, Wang, Hopcroft: Nesterov Accelerated Gradient and Scale Invariance for"
                                            + " Adversarial Attacks, ICLR 2020, equations 6 to 8"),
                            "Made to transfer to other networks: on the network itself pgd is stronger."),
                    AttackInfo.Kind.FIXED_EPSILON,
                    Set.of(Norm.LINF),
                    Knowledge.WHITE_BOX,
                    true,
                    false,
                    "steps gradients and 2 steps queries"),
            Parameters.class,
            NiFgsm::new);
    // end: factory

    private final Parameters parameters;

    NiFgsm(Parameters parameters) {
        this.parameters = parameters;
    }

    // tutorial: start
    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Norm norm = rows.threatModel().norm();
        if (norm != Norm.LINF) {
            throw new IllegalArgumentException("ni-fgsm plays linf, not " + norm.id() + ".");
        }
        return new Climb(rows, target);
    }
    // end: start

    /** The search over some rows, one sample a row. */
    private final class Climb implements Search {
        private final Ball ball = Ball.of(Norm.LINF);
        private final Rows rows;
        private final Target target;

        Climb(Rows rows, Target target) {
            this.rows = rows;
            this.target = target;
        }

        // tutorial: admit
        @Override
        public void admit(int[] admitted) {
            INDArray points = rows.image("x");
            INDArray momentum = rows.image("momentum");
            float[] x = Floats.values(points);
            float[] g = Floats.values(momentum);
            float[] original = Floats.values(rows.original());
            int length = x.length / rows.live();
            for (int row : admitted) {
                for (int i = row * length; i < (row + 1) * length; i++) {
                    x[i] = original[i];
                    g[i] = 0;
                }
            }
            Floats.put(x, points);
            Floats.put(g, momentum);
        }
        // end: admit

        // tutorial: step
        @Override
        public void step() {
            INDArray points = rows.image("x");
            INDArray momentum = rows.image("momentum");
            float[] x = Floats.values(points);
            float[] g = Floats.values(momentum);
            float[] original = Floats.values(rows.original());
            accumulate(g, slope(x, g));
            int length = x.length / rows.live();
            for (int row = 0; row < rows.live(); row++) {
                float epsilon = rows.epsilon()[row];
                ball.ascend(x, g, row * length, length, epsilon / parameters.steps());
                ball.project(x, original, row * length, length, epsilon);
            }
            Floats.put(x, points);
            Floats.put(g, momentum);
            rows.offer(points, target.labels(points, rows.all()));
            for (int row = 0; row < rows.live(); row++) {
                if (rows.iteration()[row] + 1 >= parameters.steps()) {
                    rows.finish(row);
                }
            }
        }
        // end: step

        // tutorial: slope
        /** The gradient a little ahead, where the accumulated direction would lead to; that point is never handed in. */
        private float[] slope(float[] x, float[] g) {
            float[] ahead = x.clone();
            int length = x.length / rows.live();
            for (int i = 0; i < ahead.length; i++) {
                float size = rows.epsilon()[i / length] / parameters.steps();
                ahead[i] += size * parameters.decay() * g[i];
            }
            INDArray there = rows.image("ahead");
            Floats.put(ahead, there);
            return Floats.values(
                    target.gradient(there, rows.all(), Losses.crossEntropy(), 1).values());
        }

        /** Adds each row's gradient, divided by the sum of its absolute values, to what is kept of those before. */
        private void accumulate(float[] g, float[] slope) {
            int length = g.length / rows.live();
            for (int row = 0; row < rows.live(); row++) {
                double sum = 0;
                for (int i = row * length; i < (row + 1) * length; i++) {
                    sum += Math.abs(slope[i]);
                }
                for (int i = row * length; i < (row + 1) * length; i++) {
                    g[i] = parameters.decay() * g[i] + (sum == 0 ? 0 : (float) (slope[i] / sum));
                }
            }
        }
        // end: slope
    }
}
