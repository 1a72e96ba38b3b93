package io.gauntlet.plugins.attacks.nearest;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Corners;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.geometry.L2Geometry;

/** Gradient steps in a ball whose radius closes in on the boundary, in any norm. */
public final class Fmn implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "fmn",
                    "1",
                    "Fast minimum norm: gradient steps in a ball whose radius closes in on the class boundary.",
                    List.of("Pintor, Roli, Brendel, Biggio: Fast Minimum-norm Adversarial Attacks through Adaptive Norm"
                            + " Constraints, NeurIPS 2021, algorithm 1"),
                    "It climbs the margin of logits, and until it succeeds it takes the radius from"
                            + " the slope. Steps have the Euclidean length step-size whatever the norm, and both it and"
                            + " gamma fall like half a cosine. In L1 the projection is onto ball and box together,"
                            + " and in L2 it scales. The default step is the one with which the authors' later benchmark,"
                            + " AttackBench, plays it: 10 in L-inf, where the paper's program has 1 as everywhere. On 64"
                            + " training images of two robust MNIST networks, 1000 steps from 10 ended 13 and 35 % nearer"
                            + " in L-inf than 1000 from 1, and broke 63 where those broke 49. A search started in the wrong"
                            + " valley stays there: compare with another step-size. In L0 give it 1000 steps: with 100 it failed"
                            + " on half and more of 100 MNIST test images of two published robust networks, with 1000 on none and on"
                            + " a tenth. In L-inf, L2 and L1 fab ends nearer on"
                            + " robust networks, often by far."),
            AttackInfo.Kind.MINIMUM_NORM,
            Geometry.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "steps gradients and steps + 1 queries");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "gradient steps", defaultValue = "100", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value =
                            "the Euclidean length of the first step; the last is a hundredth of it. 0 is 10 in linf and 1"
                                    + " elsewhere",
                    defaultValue = "0",
                    min = 0,
                    max = 10_000)
            double stepSize,

            @Param(
                    value = "the share by which the radius changes at the first step; at the last it is 0.001",
                    defaultValue = "0.05",
                    min = 0.001,
                    max = 0.999)
            double gamma,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private static final double STEP_IN_LINF = 10;
    private static final double STEP_ELSEWHERE = 1;
    private static final double LAST_GAMMA = 0.001;
    private static final double LAST_STEP_SHARE = 0.01;

    private final Parameters parameters;

    public Fmn(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new FmnSearch(rows, target, Geometry.of(INFO, rows.threatModel().norm()), parameters);
    }

    private static final class FmnSearch extends NearestSearch {
        /** Steps are Euclidean in every norm. */
        private final Geometry euclidean = new L2Geometry();

        private final Geometry geometry;
        private final Parameters parameters;
        private final double firstStep;

        FmnSearch(Rows rows, Target target, Geometry geometry, Parameters parameters) {
            super(rows, target, new Plan(parameters.steps(), Losses.margin(), parameters.draws()));
            this.geometry = geometry;
            this.parameters = parameters;
            double usual = rows.threatModel().norm() == Norm.LINF ? STEP_IN_LINF : STEP_ELSEWHERE;
            firstStep = parameters.stepSize() > 0 ? parameters.stepSize() : usual;
        }

        @Override
        void begin(int row, int at) {
            double farthest = Corners.farthest(geometry, original(), at, length());
            rows().scalar("radius")[row] = geometry.counts() ? 1f : Float.POSITIVE_INFINITY;
            rows().scalar("farthest")[row] = (float) farthest;
            rows().scalar("best")[row] = (float) farthest;
            rows().scalar("found")[row] = 0;
        }

        @Override
        boolean move(int row, int at, boolean success, float loss) {
            float[] radius = rows().scalar("radius");
            radius[row] = (float) radius(row, at, success, loss);
            double step = annealed(row, firstStep, LAST_STEP_SHARE * firstStep);
            euclidean.ascend(x(), gradients(), at, length(), step);
            geometry.project(x(), original(), at, length(), radius[row]);
            return true;
        }

        private double radius(int row, int at, boolean success, float loss) {
            double gamma = annealed(row, parameters.gamma(), LAST_GAMMA);
            double radius = rows().scalar("radius")[row];
            float[] best = rows().scalar("best");
            float[] found = rows().scalar("found");
            double distance = geometry.distance(x(), original(), at, length());
            double wanted;
            if (success) {
                found[row] = 1;
                best[row] = (float) Math.min(best[row], distance);
                wanted = Math.min(geometry.shrink(radius, gamma), best[row]);
            } else if (found[row] == 1 || geometry.counts()) {
                wanted = geometry.grow(radius, gamma);
            } else {
                double slope = Math.max(geometry.dual(gradients(), at, length()), Float.MIN_NORMAL);
                // A little beyond: where the model is linear a step exactly onto the boundary never crosses it.
                wanted = geometry.grow(distance + Math.abs(loss) / slope, gamma);
            }
            return Math.min(wanted, rows().scalar("farthest")[row]);
        }
    }
}
