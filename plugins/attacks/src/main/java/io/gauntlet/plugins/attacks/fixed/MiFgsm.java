package io.gauntlet.plugins.attacks.fixed;

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
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Iterated steps along a decaying sum of normalised gradients. */
public final class MiFgsm implements Attack {
    private static final Set<Norm> NORMS = Set.of(Norm.LINF, Norm.L2);

    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "mi-fgsm",
                    "1",
                    "The momentum iterative method: steps along a decaying sum of gradients, each divided by its L1 norm.",
                    List.of("Dong, Liao, Pang, Su, Zhu, Hu, Li: Boosting Adversarial Attacks with Momentum, CVPR 2018,"
                            + " algorithm 1; L2: equation 8"),
                    "Defaults are the paper's: 10 steps of epsilon / 10, decay 1. Momentum was made for examples that"
                            + " transfer to other networks; in white-box matches pgd and apgd find more. It never draws."),
            AttackInfo.Kind.FIXED_EPSILON,
            NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most steps gradients and steps + 1 queries");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "gradient steps", defaultValue = "10", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value = "the size of a step as a share of epsilon; 0 for 1 / steps",
                    defaultValue = "0",
                    min = 0,
                    max = 2)
            double relativeStep,

            @Param(value = "the share of the sum that each step keeps", defaultValue = "1", min = 0, max = 10)
            double decay,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final GradientSearch.Plan plan;

    public MiFgsm(Parameters parameters) {
        plan = new GradientSearch.Plan(
                        parameters.steps(),
                        parameters.relativeStep() > 0 ? parameters.relativeStep() : 1.0 / parameters.steps(),
                        1,
                        false,
                        parameters.decay(),
                        parameters.loss().loss(),
                        parameters.draws())
                .startingFurther();
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Norm norm = rows.threatModel().norm();
        if (!NORMS.contains(norm)) {
            throw new IllegalArgumentException("mi-fgsm plays linf and l2, not " + norm.id() + ".");
        }
        return new GradientSearch(rows, target, plan);
    }
}
