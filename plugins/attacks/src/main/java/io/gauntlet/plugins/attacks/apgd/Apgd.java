package io.gauntlet.plugins.attacks.apgd;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Projected gradient ascent that chooses its own step sizes. */
public final class Apgd implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "apgd",
                    "1",
                    "Auto-PGD: gradient steps with momentum that halve themselves where the loss stops growing.",
                    List.of(
                            "Croce, Hein: Reliable Evaluation of Adversarial Robustness with an Ensemble of Diverse"
                                    + " Parameter-free Attacks, ICML 2020, algorithm 1; DLR: equations 6 and 7",
                            "L1: Croce, Hein: Mind the Box: l1-APGD for Sparse Adversarial Attacks on Image Classifiers,"
                                    + " ICML 2021, algorithm 1"),
                    "Defaults are those of the authors' AutoAttack: 100 iterations, 1 restart; its apgd-ce is the default,"
                            + " its apgd-t is loss=dlr targets=9. With targets the search aims in turn at the classes to"
                            + " which the clean sample is nearest; any wrong class counts. Restarts repeat all targets from"
                            + " other starts; the first ones are the same whatever their number. The first step is 2"
                            + " epsilon (L1: epsilon on the steepest fifth of the values, whose share adapts). Every iterate"
                            + " is checked and a broken sample leaves at once, so it costs less than its reference. The"
                            + " wider balls that AutoAttack's L1 version passes first are left out. Against a randomised model"
                            + " set draws to 10 or more (its authors take 20). On networks that hide"
                            + " their gradients it finds little: play square beside it."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most iterations gradients and iterations + 1 queries for each start; with targets 1 query more, and"
                    + " restarts * targets starts");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "gradient steps for each start", defaultValue = "100", min = 1, max = 1_000_000)
            int iterations,

            @Param(value = "starts for each sample and target", defaultValue = "1", min = 1, max = 100_000)
            int restarts,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value =
                            "wrong classes to aim at in turn, the nearest first; 0 aims at none in particular. Matches that"
                                    + " give the class aim at that one alone",
                    defaultValue = "0",
                    min = 0,
                    max = 100_000)
            int targets,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final Parameters parameters;

    public Apgd(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Ball ball = Ball.of(rows.threatModel().norm());
        Climb climb = rows.threatModel().norm() == Norm.L1
                ? new SparseClimb(ball, parameters.iterations())
                : new MomentumClimb(ball, parameters.iterations());
        return new ApgdSearch(rows, target, parameters, climb);
    }
}
