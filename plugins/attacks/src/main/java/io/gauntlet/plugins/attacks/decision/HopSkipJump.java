package io.gauntlet.plugins.attacks.decision;

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

/** Estimates the direction of the decision boundary from classes alone, steps along it and returns to the boundary. */
public final class HopSkipJump implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "hopskipjump",
                    "2",
                    "Estimates the gradient at the boundary from the classes of points around it, takes a step, and"
                            + " halves the way back to the boundary.",
                    List.of("Chen, Jordan, Wainwright: HopSkipJumpAttack: A Query-Efficient Decision-Based Attack, IEEE"
                            + " Symposium on Security and Privacy 2020, algorithms 1 and 2"),
                    "Needs only the class. Defaults are those of the authors' paper and program. Untargeted it begins at"
                            + " uniform noise, or where no noise is misjudged at a sample of another class from the"
                            + " attacker's split; targeted at a sample of the goal. A step is halved up to 20 times for"
                            + " each sample; where no length succeeds the next round asks again from the same point. In"
                            + " linf it probes very close to the boundary, where the rounding of a network's arithmetic"
                            + " may decide; a larger gamma probes farther away. There rays comes nearer with fewer"
                            + " queries: 5 to 8 % on two robust MNIST networks, with 10,000 instead of 25,000."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.L2, Norm.LINF),
            Knowledge.LABEL,
            true,
            false,
            "the sum of first-probes * sqrt(1) to sqrt(iterations) queries, 24,000 with the defaults, about 25 more for"
                    + " each iteration, and those of the start: at most noises + samples + 10; no gradients");

    /** How the length of a step is chosen. */
    public enum StepSearch {
        /** Halved from distance / sqrt(iteration) until the step succeeds. */
        HALVING,
        /** The best of 20 lengths, each brought back to the boundary; costs up to 20 times the queries for it. */
        GRID
    }

    /** Its parameters. */
    public record Parameters(
            @Param(value = "steps, each with an estimate of the gradient", defaultValue = "50", min = 1, max = 100_000)
            int iterations,

            @Param(
                    value = "points asked for the first estimate; later ones ask sqrt(iteration) times as many",
                    defaultValue = "100",
                    min = 1,
                    max = 1_000_000)
            int firstProbes,

            @Param(value = "the most points asked for one estimate", defaultValue = "10000", min = 1, max = 1_000_000)
            int mostProbes,

            @Param(value = "how the length of a step is chosen", defaultValue = "halving")
            StepSearch stepSearch,

            @Param(
                    value =
                            "how exactly the boundary is met, and how near to it points are asked: with d values a share of"
                                    + " gamma / d^1.5 in l2 and gamma / d^2 in linf",
                    defaultValue = "1",
                    min = 1e-6,
                    max = 1e6)
            double gamma,

            @Param(value = "uniform noises tried as a start", defaultValue = "1000", min = 0, max = 1_000_000)
            int noises,

            @Param(value = "own samples tried as a start", defaultValue = "100", min = 0, max = 1_000_000)
            int samples) {}

    private final Parameters parameters;

    public HopSkipJump(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        Approach approach = rows.threatModel().norm() == Norm.LINF ? new ClippedApproach() : new StraightApproach();
        return new HopSkipJumpSearch(rows, target, approach, parameters);
    }
}
