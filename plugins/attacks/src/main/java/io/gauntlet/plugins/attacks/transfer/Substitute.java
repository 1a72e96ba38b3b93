package io.gauntlet.plugins.attacks.transfer;

import java.util.List;
import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Examples made against a network that learned to answer as the target does. */
public final class Substitute implements Attack {
    private static final Set<Norm> NORMS = Set.of(Norm.LINF, Norm.L2);

    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "substitute",
                    "1",
                    "Trains a network on the target's answers within a query budget, attacks that, and hands in what comes"
                            + " out.",
                    List.of(
                            "Papernot, McDaniel, Goodfellow, Jha, Celik, Swami: Practical Black-Box Attacks against"
                                    + " Machine Learning, AsiaCCS 2017, algorithm 1; periodical step: section 5.2",
                            "The attack on the substitute: Dong, Liao, Pang, Su, Zhu, Hu, Li: Boosting Adversarial"
                                    + " Attacks with Momentum, CVPR 2018, algorithm 1"),
                    "The target says only classes, all of them before the match and for samples of the attacker's split"
                            + " and what is made of them; these queries are all samples' together, counted apart from the"
                            + " match's, in which it is asked nothing. Defaults are those of the paper's MNIST experiment"
                            + " (150 samples doubled five times by steps of 0.1), but for the attack on the substitute:"
                            + " momentum steps, which transfer better than the paper's single one (steps 1). New samples"
                            + " are clipped to the box. Each round goes on from the weights of the one before."),
            AttackInfo.Kind.FIXED_EPSILON,
            NORMS,
            Knowledge.LABEL,
            true,
            true,
            "nothing in the match; at most the given queries before it, for all samples together");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "the substitute's architecture", defaultValue = "small-cnn", min = 1)
            String architecture,

            @Param(
                    value = "samples of the attacker's split to begin with",
                    defaultValue = "150",
                    min = 1,
                    max = 1_000_000)
            int initial,

            @Param(
                    value = "trainings; between two of them the samples are doubled",
                    defaultValue = "6",
                    min = 1,
                    max = 64)
            int rounds,

            @Param(
                    value = "questions to the target in all; no more samples are made beyond that",
                    defaultValue = "6400",
                    min = 1,
                    max = 100_000_000)
            int queries,

            @Param(value = "the size of a step to a new sample, in linf", defaultValue = "0.1", min = 1e-6, max = 1)
            double step,

            @Param(value = "rounds after which such steps turn round", defaultValue = "3", min = 1, max = 64)
            int period,

            @Param(value = "passes over the samples in each training", defaultValue = "10", min = 1, max = 10_000)
            int epochs,

            @Param(value = "the learning rate of Adam", defaultValue = "0.001", min = 1e-9, max = 10)
            double learningRate,

            @Param(
                    value = "gradient steps of the attack on the substitute",
                    defaultValue = "10",
                    min = 1,
                    max = 100_000)
            int steps,

            @Param(
                    value = "the share of the sum of gradients that each step keeps",
                    defaultValue = "1",
                    min = 0,
                    max = 10)
            double decay,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss) {}

    private final Parameters parameters;

    public Substitute(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Fitted fit(Fit fit) {
        try (SubstituteFitting fitting = new SubstituteFitting(fit, parameters)) {
            return new Surrogates(List.of(fitting.run()));
        }
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Norm norm = rows.threatModel().norm();
        if (!NORMS.contains(norm)) {
            throw new IllegalArgumentException("substitute plays linf and l2, not " + norm.id() + ".");
        }
        return new TransferSearch(
                rows,
                (Surrogates) fitted,
                new TransferSearch.Plan(
                        parameters.steps(),
                        1.0 / parameters.steps(),
                        parameters.decay(),
                        0,
                        1,
                        1,
                        parameters.loss().loss()));
    }
}
