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

/** The fast gradient sign method in several short steps from the sample. */
public final class Bim implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "bim",
                    "1",
                    "The basic iterative method: short gradient steps inside the ball, from the sample itself.",
                    List.of(
                            "Kurakin, Goodfellow, Bengio: Adversarial Examples in the Physical World, ICLR workshop 2017,"
                                    + " section 2.2"),
                    "Defaults are those of Foolbox: 10 steps of epsilon / 5. It never draws, so that restarts would repeat"
                            + " it; pgd, which starts at random points, finds more."),
            AttackInfo.Kind.FIXED_EPSILON,
            Ball.NORMS,
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most steps gradients and steps + 1 queries");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "gradient steps", defaultValue = "10", min = 1, max = 1_000_000)
            int steps,

            @Param(value = "the size of a step as a share of epsilon", defaultValue = "0.2", min = 1e-6, max = 2)
            double relativeStep,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final GradientSearch.Plan plan;

    public Bim(Parameters parameters) {
        plan = new GradientSearch.Plan(
                        parameters.steps(),
                        parameters.relativeStep(),
                        1,
                        false,
                        0,
                        parameters.loss().loss(),
                        parameters.draws())
                .startingFurther();
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new GradientSearch(rows, target, plan);
    }
}
