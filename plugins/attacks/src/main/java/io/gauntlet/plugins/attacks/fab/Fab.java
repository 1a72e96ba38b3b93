package io.gauntlet.plugins.attacks.fab;

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

/** Follows the class boundary towards the sample by projections onto its linearisation within the box. */
public final class Fab implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "fab",
                    "2",
                    "Fast adaptive boundary: steps onto the linearised class boundary within the box, drawn towards the"
                            + " sample, and back a little after each success.",
                    List.of(
                            "Croce, Hein: Minimally Distorted Adversarial Examples with a Fast Adaptive Boundary Attack,"
                                    + " ICML 2020, algorithm 1",
                            "Targeted: Croce, Hein: Reliable Evaluation of Adversarial Robustness with an Ensemble of"
                                    + " Diverse Parameter-free Attacks, ICML 2020, appendix"),
                    "Has no step size to choose, and no scaling of the logits changes it. Defaults are those of AutoAttack's"
                            + " fab-t, but for the final search of 3 queries, which is the paper's and which AutoAttack"
                            + " leaves out. It aims in turn at the classes to which the clean sample is nearest (any wrong"
                            + " class counts). With targets=0 it is the paper's attack, which looks at the boundaries of all"
                            + " classes at each step and needs a gradient for each: for as many gradients about as near in"
                            + " linf and l2 on two robust MNIST networks, but twice as far in l1, where it also missed some"
                            + " samples. Restarts repeat all targets from random points. Where a match gives the class, the"
                            + " boundary is that between it and the strongest other class. On networks that hide their"
                            + " gradients it finds little: play square beside it. It knows nothing of a detector, and"
                            + " differentiates a randomised model by one draw."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.LINF, Norm.L2, Norm.L1),
            Knowledge.WHITE_BOX,
            true,
            false,
            "2 queries and 1 gradient for each iteration (with targets=0 a gradient for each class), targets times restarts"
                    + " starts, final-steps queries, and 1 query for the targets");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "iterations for each start", defaultValue = "100", min = 1, max = 1_000_000)
            int iterations,

            @Param(
                    value = "starts for each sample and target, the first at the sample",
                    defaultValue = "1",
                    min = 1,
                    max = 100_000)
            int restarts,

            @Param(
                    value =
                            "wrong classes to aim at in turn, the nearest first; 0 looks at the boundaries of all classes at once. Matches"
                                    + " that give the class aim at that one alone",
                    defaultValue = "9",
                    min = 0,
                    max = 100_000)
            int targets,

            @Param(
                    value = "the most that the sample's projection counts in a step",
                    defaultValue = "0.1",
                    min = 0,
                    max = 1)
            double alphaMax,

            @Param(
                    value = "how far to step, as a multiple of the way to the boundary",
                    defaultValue = "1.05",
                    min = 1,
                    max = 10)
            double eta,

            @Param(
                    value = "the share of the perturbation that is left by the step back after a success",
                    defaultValue = "0.9",
                    min = 0,
                    max = 1)
            double beta,

            @Param(
                    value = "queries of the final search between the sample and the best success",
                    defaultValue = "3",
                    min = 0,
                    max = 1000)
            int finalSteps) {}

    private final Parameters parameters;

    public Fab(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new FabSearch(
                rows, target, parameters, Geometry.of(INFO, rows.threatModel().norm()));
    }
}
