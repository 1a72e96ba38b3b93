package io.gauntlet.plugins.attacks.fixed;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.norm.Ball;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** One full step along the gradient. */
public final class Fgsm implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "fgsm",
                    "1",
                    "The fast gradient sign method: one step of size epsilon along the sign of the gradient (L2: along the gradient; L1: along its largest values).",
                    List.of(
                            "Goodfellow, Shlens, Szegedy: Explaining and Harnessing Adversarial Examples, ICLR 2015, section 4"),
                    "A single step says little about robustness: defenses that hide gradients stop it. Play pgd beside it."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "1 gradient and 2 queries");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final GradientSearch.Plan plan;

    public Fgsm(Parameters parameters) {
        plan = new GradientSearch.Plan(1, 1.0, 1, false, 0, parameters.loss().loss(), parameters.draws());
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new GradientSearch(rows, target, plan);
    }
}
