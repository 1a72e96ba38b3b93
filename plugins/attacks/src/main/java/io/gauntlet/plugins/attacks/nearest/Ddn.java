package io.gauntlet.plugins.attacks.nearest;

import java.util.List;
import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
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

/** Decouples the direction of the perturbation, which follows the gradient, from its norm, which follows success. */
public final class Ddn implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "ddn",
                    "2",
                    "Decoupled direction and norm: gradient steps on a sphere that shrinks after each success and grows"
                            + " after each failure.",
                    List.of("Rony, Hafemann, Oliveira, Ben Ayed, Sabourin, Granger: Decoupling Direction and Norm for"
                            + " Efficient Gradient-Based L2 Adversarial Attacks and Defenses, CVPR 2019, algorithm 1"),
                    "An L2 attack of a few hundred steps. The authors' first step of 1 is for 100 steps; with more of"
                            + " them shorter ones follow the boundary better: on 64 training images of two robust MNIST"
                            + " networks, none of which any figure here is measured on, 1000 steps from 0.1 ended 7 and"
                            + " 16 % nearer than 1000 from 1, while 100 from 0.1 were no nearer, and on one network 42 %"
                            + " farther out. The cross-entropy that it climbs goes flat where the network is very sure:"
                            + " there it takes a random direction, as its authors do, and cw or fmn may do better. With"
                            + " levels 256 every iterate is rounded as an 8-bit picture would be, as in the authors'"
                            + " competition entry. On robust networks fab in l2 ends nearer for as many gradients."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.L2),
            Knowledge.WHITE_BOX,
            true,
            false,
            "steps gradients and steps + 1 queries");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "gradient steps", defaultValue = "100", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value = "the share by which the norm changes at each step",
                    defaultValue = "0.05",
                    min = 1e-6,
                    max = 0.999)
            double gamma,

            @Param(
                    value =
                            "the length of the first step, which falls to 0.01 like half a cosine; 0 for 100 / steps, at"
                                    + " most 1",
                    defaultValue = "0",
                    min = 0,
                    max = 1000)
            double firstStep,

            @Param(value = "the norm to begin with", defaultValue = "1", min = 1e-6, max = 1000)
            double initialNorm,

            @Param(
                    value = "shades that iterates are rounded to, such as 256; 0 does not round",
                    defaultValue = "0",
                    min = 0,
                    max = 65_536)
            int levels,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {
        /** Refuses a single shade. */
        public Parameters {
            if (levels == 1) {
                throw new IllegalArgumentException(
                        "With one shade every picture is the same: set levels to 0, or to 2" + " or more.");
            }
        }
    }

    /** The authors' first step, meant for the 100 steps that add up to this length. */
    private static final double FIRST_STEP = 1;

    private static final double LENGTH = 100;
    private static final double LAST_STEP = 0.01;

    private final Parameters parameters;

    public Ddn(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new DdnSearch(rows, target, Geometry.of(INFO, rows.threatModel().norm()), parameters);
    }

    private static final class DdnSearch extends NearestSearch {
        private final Geometry geometry;
        private final Parameters parameters;
        private final double firstStep;

        DdnSearch(Rows rows, Target target, Geometry geometry, Parameters parameters) {
            super(rows, target, new Plan(parameters.steps(), Losses.crossEntropy(), parameters.draws()));
            this.geometry = geometry;
            this.parameters = parameters;
            firstStep = parameters.firstStep() > 0
                    ? parameters.firstStep()
                    : Math.min(FIRST_STEP, LENGTH / parameters.steps());
        }

        @Override
        void begin(int row, int at) {
            rows().scalar("radius")[row] = (float) parameters.initialNorm();
            rows().scalar("farthest")[row] = (float) Corners.farthest(geometry, original(), at, length());
        }

        @Override
        boolean move(int row, int at, boolean success, float loss) {
            double step = annealed(row, firstStep, Math.min(firstStep, LAST_STEP));
            if (geometry.dual(gradients(), at, length()) == 0) {
                Draws draws = rows().draws(row, "flat");
                for (int i = at; i < at + length(); i++) {
                    gradients()[i] = (float) draws.gaussian();
                }
            }
            geometry.ascend(x(), gradients(), at, length(), step);

            float[] radius = rows().scalar("radius");
            double changed = success
                    ? geometry.shrink(radius[row], parameters.gamma())
                    : geometry.grow(radius[row], parameters.gamma());
            radius[row] = (float) Math.min(changed, rows().scalar("farthest")[row]);
            ontoSphere(at, radius[row]);
            return true;
        }

        private void ontoSphere(int at, double radius) {
            double norm = geometry.distance(x(), original(), at, length());
            float scale = norm == 0 ? 0 : (float) (radius / norm);
            scale(x(), original(), at, at + length(), scale);
            if (parameters.levels() > 1) {
                for (int i = at; i < at + length(); i++) {
                    x()[i] = rounded(x()[i]);
                }
            }
        }

        /** In floats, so that many values are computed at once. */
        private void scale(float[] x, float[] original, int from, int to, float scale) {
            for (int i = from; i < to; i++) {
                x[i] = Math.min(1f, Math.max(0f, original[i] + scale * (x[i] - original[i])));
            }
        }

        private float rounded(double value) {
            int steps = parameters.levels() - 1;
            return (float) (Math.rint(value * steps) / steps);
        }
    }
}
