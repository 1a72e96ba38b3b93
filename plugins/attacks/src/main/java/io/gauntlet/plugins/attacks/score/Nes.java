package io.gauntlet.plugins.attacks.score;

import java.util.List;
import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Projected gradient ascent on gradients estimated from random pairs of points. */
public final class Nes implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "nes",
                    "1",
                    "Natural evolution strategies: projected gradient steps on a gradient estimated from scores at random"
                            + " pairs of points around the sample.",
                    List.of("Ilyas, Engstrom, Athalye, Lin: Black-box Adversarial Attacks with Limited Queries and"
                            + " Information, ICML 2018, section 2.2 and algorithm 1"),
                    "The query-limited attack; not the ones for partial information and labels alone. Defaults are those of"
                            + " the authors' program: 25 pairs a step at distance 0.001, 10,000 queries, momentum 0.9, a"
                            + " step of 0.01 for their epsilon of 0.05 (a fifth of it), halved where the loss has not"
                            + " grown over 5 steps. It needs far more queries than square for the same strength. Points"
                            + " are clipped to the box, which the authors' are not."),
            AttackInfo.Kind.FIXED_EPSILON,
            Set.of(Norm.LINF, Norm.L2),
            Knowledge.SCORE,
            true,
            false,
            "at most queries queries, 2 * pairs + 1 for each step; no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "queries for each sample; no step begins that they do not suffice for",
                    defaultValue = "10000",
                    min = 1,
                    max = 1e9)
            int queries,

            @Param(value = "pairs of points for each estimate", defaultValue = "25", min = 1, max = 1_000_000)
            int pairs,

            @Param(
                    value = "the distance of the points, in standard deviations of each value",
                    defaultValue = "0.001",
                    min = 1e-6,
                    max = 1)
            double sigma,

            @Param(
                    value = "the size of the first steps as a share of epsilon",
                    defaultValue = "0.2",
                    min = 1e-6,
                    max = 2)
            double relativeStep,

            @Param(value = "how much of the estimates before stays in each", defaultValue = "0.9", min = 0, max = 0.999)
            double momentum,

            @Param(
                    value = "steps without growth of the loss after which the step size halves; 0 for never",
                    defaultValue = "5",
                    min = 0,
                    max = 1000)
            int plateau,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss) {
        /** Refuses a plateau that has no beginning. */
        public Parameters {
            if (plateau == 1) {
                throw new IllegalArgumentException(
                        "A loss cannot grow within one step: set plateau to 0, or to 2 or more.");
            }
        }

        /** The steps that the queries suffice for; the point after the last one is asked for too. */
        int steps() {
            return (int) ((queries - 1L) / (2L * pairs + 1));
        }
    }

    private final Parameters parameters;

    public Nes(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        return new NesSearch(rows, target, parameters);
    }
}
