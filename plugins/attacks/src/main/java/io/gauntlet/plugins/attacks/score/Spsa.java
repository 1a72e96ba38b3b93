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

/** Adam on gradients estimated from random signs. */
public final class Spsa implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "spsa",
                    "2",
                    "Simultaneous perturbation stochastic approximation: Adam on a gradient estimated from scores at points"
                            + " that differ from the sample by random signs in every value.",
                    List.of(
                            "Uesato, O'Donoghue, van den Oord, Kohli: Adversarial Risk and the Dangers of Evaluating Against"
                                    + " Weak Attacks, ICML 2018, section 3.2 and algorithm 1"),
                    "Made to show that a defense hides its gradients: on networks that do not, it finds about what pgd finds"
                            + " for hundreds of times the cost. Defaults are those of CleverHans' implementation: 128 pairs"
                            + " a step at distance 0.01, Adam with learning rate 0.01, the margin of logits, a random"
                            + " start; 100 steps, as many as the paper's. More pairs make the estimate better; the paper"
                            + " spends up to thousands. Points are clipped to the box, which the references' are not."),
            AttackInfo.Kind.FIXED_EPSILON,
            Set.of(Norm.LINF, Norm.L2),
            Knowledge.SCORE,
            true,
            false,
            "at most steps * (2 * pairs + 1) + 1 queries for each restart, no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "steps of Adam for each start", defaultValue = "100", min = 1, max = 1_000_000)
            int steps,

            @Param(value = "pairs of points for each estimate", defaultValue = "128", min = 1, max = 1_000_000)
            int pairs,

            @Param(value = "the distance of the points in each value", defaultValue = "0.01", min = 1e-6, max = 1)
            double delta,

            @Param(value = "the learning rate of Adam", defaultValue = "0.01", min = 1e-8, max = 100)
            double learningRate,

            @Param(value = "starts for each sample", defaultValue = "1", min = 1, max = 100_000)
            int restarts,

            @Param(value = "the loss to climb", defaultValue = "margin")
            LossChoice loss) {}

    private final Parameters parameters;

    public Spsa(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        return new SpsaSearch(rows, target, parameters);
    }
}
