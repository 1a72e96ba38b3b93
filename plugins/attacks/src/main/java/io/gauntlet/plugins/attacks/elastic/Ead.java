package io.gauntlet.plugins.attacks.elastic;

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

/** Minimises an elastic net and the margin together, with a binary search for the weight between them. */
public final class Ead implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "ead",
                    "2",
                    "Elastic-net attack: minimises L1 and squared L2 distance plus a weighted margin of logits by iterative"
                            + " shrinkage, and searches the weight.",
                    List.of("Chen, Sharma, Zhang, Yi, Hsieh: EAD: Elastic-Net Attacks to Deep Neural Networks via"
                            + " Adversarial Examples, AAAI 2018, algorithm 1"),
                    "Carlini and Wagner's attack with an L1 term: sparse perturbations, slowly. Defaults are those of the"
                            + " authors' program, but for max-iterations (theirs is 10,000, the 1,000 here is what other"
                            + " libraries use), for beta (other libraries' 0.01 where the program has 0.001), and for two"
                            + " that made it weaker. The decision rule is l1, since a match in L1 measures L1; the other,"
                            + " en, keeps what is near in the elastic net. And it does not abort early, as CleverHans does"
                            + " not: with abort-early, and 500 iterations, the median over 32 images ended 20 to 32 %"
                            + " farther away on two robust MNIST networks, for a quarter of the gradients. Each search step"
                            + " begins afresh at the sample; each sample has its own weight and early abort, where the"
                            + " program adds up the batch. Nothing bounds how near it comes, not even on linear models."
                            + " Play fab in l1 beside it: it is nearer, and several times quicker."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.L1),
            Knowledge.WHITE_BOX,
            true,
            false,
            "max-iterations gradients and twice as many queries for each search step, fewer with abort-early");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "steps of the search for the weight", defaultValue = "9", min = 1, max = 100)
            int searchSteps,

            @Param(
                    value = "the most gradient steps for each search step",
                    defaultValue = "1000",
                    min = 1,
                    max = 1_000_000)
            int maxIterations,

            @Param(
                    value = "the length of the first gradient step, which falls to 0 like a square root",
                    defaultValue = "0.01",
                    min = 1e-8,
                    max = 100)
            double learningRate,

            @Param(value = "the weight of the margin to begin with", defaultValue = "0.001", min = 1e-12, max = 1e6)
            double initialWeight,

            @Param(
                    value = "the weight of L1 beside squared L2, and the change below which a value stays as it is",
                    defaultValue = "0.01",
                    min = 0,
                    max = 1)
            double beta,

            @Param(value = "which successes count as nearer", defaultValue = "l1")
            DecisionRule rule,

            @Param(value = "the margin of logits that a success must have", defaultValue = "0", min = 0, max = 1e6)
            double confidence,

            @Param(
                    value = "end a search step when the loss has not fallen over a tenth of its iterations",
                    defaultValue = "false")
            boolean abortEarly,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final Parameters parameters;

    public Ead(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        return new EadSearch(rows, target, parameters);
    }
}
