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

/** Walks along the decision boundary towards the sample, seeing nothing but the class. */
public final class Boundary implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "boundary",
                    "2",
                    "Begins at a large success and walks at random along the boundary, ever closer to the sample.",
                    List.of("Brendel, Rauber, Bethge: Decision-Based Adversarial Attacks: Reliable Attacks Against"
                            + " Black-Box Machine Learning Models, ICLR 2018, section 2 and algorithm 1"),
                    "Needs only the class. Defaults are those of the authors' version in Foolbox 3. Slow but hard to"
                            + " mislead: no gradient is followed or estimated, so hidden gradients do not stop it."
                            + " Untargeted it begins at uniform noise, or where no noise is misjudged at a sample of another"
                            + " class from the attacker's split; targeted at a sample of the goal. On two robust MNIST"
                            + " networks hopskipjump with 10 iterations, less than half the queries, ended nearer than"
                            + " 5000 steps of this."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.L2),
            Knowledge.LABEL,
            true,
            false,
            "11 queries for every 10 steps, and those of the start: at most noises + samples + 10; no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "steps of the walk", defaultValue = "25000", min = 1, max = 10_000_000)
            int steps,

            @Param(
                    value = "the first step along the sphere around the sample, as a share of the distance",
                    defaultValue = "0.01",
                    min = 1e-9,
                    max = 10)
            double sphericalStep,

            @Param(
                    value = "the first step towards the sample, as a share of the distance",
                    defaultValue = "0.01",
                    min = 1e-9,
                    max = 1)
            double sourceStep,

            @Param(
                    value = "ends once the step towards the sample is a smaller share than this",
                    defaultValue = "1e-7",
                    min = 0,
                    max = 1)
            double convergence,

            @Param(value = "the factor by which steps grow and shrink", defaultValue = "1.5", min = 1.0001, max = 100)
            double adaptation,

            @Param(value = "uniform noises tried as a start", defaultValue = "1000", min = 0, max = 1_000_000)
            int noises,

            @Param(value = "own samples tried as a start", defaultValue = "100", min = 0, max = 1_000_000)
            int samples) {}

    private final Parameters parameters;

    public Boundary(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        return new BoundarySearch(rows, target, parameters);
    }
}
