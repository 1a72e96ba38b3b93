package io.gauntlet.plugins.attacks.nearest;

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

/** Minimises distance and margin together, with a binary search for the weight between them. */
public final class Cw implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "cw",
                    "2",
                    "Carlini and Wagner's L2 attack: minimises the distance plus a weighted margin of logits, and searches"
                            + " the weight.",
                    List.of("Carlini, Wagner: Towards Evaluating the Robustness of Neural Networks, IEEE Symposium on"
                            + " Security and Privacy 2017, sections V and VI-A"),
                    "The classic, thorough and slow: try ddn or fmn first. Defaults are those of the authors' program,"
                            + " but for max-iterations: theirs is 10,000, the 1,000 here is what other libraries use."
                            + " Each search step begins afresh at the sample, each sample has its own weight, Adam and"
                            + " early abort, and the best iterate of all counts. With confidence only iterates with that"
                            + " margin count, which carry over to other networks better and are farther away."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.L2),
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most max-iterations gradients and max-iterations + 1 queries for each search step");

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

            @Param(value = "the learning rate of Adam", defaultValue = "0.01", min = 1e-8, max = 100)
            double learningRate,

            @Param(value = "the weight of the margin to begin with", defaultValue = "0.001", min = 1e-12, max = 1e6)
            double initialWeight,

            @Param(value = "the margin of logits that a success must have", defaultValue = "0", min = 0, max = 1e6)
            double confidence,

            @Param(
                    value = "end a search step when the loss has not fallen over a tenth of its iterations",
                    defaultValue = "true")
            boolean abortEarly,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final Parameters parameters;

    public Cw(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Geometry.of(INFO, rows.threatModel().norm());
        return new CwSearch(rows, target, parameters);
    }
}
