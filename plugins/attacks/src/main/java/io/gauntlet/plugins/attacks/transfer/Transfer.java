package io.gauntlet.plugins.attacks.transfer;

import java.util.ArrayList;
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
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Model;
import io.gauntlet.plugins.attacks.rows.LossChoice;

/** Examples made against the attacker's own networks, handed in blind. */
public final class Transfer implements Attack {
    private static final Set<Norm> NORMS = Set.of(Norm.LINF, Norm.L2);
    private static final int BATCH = 128;

    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "transfer",
                    "1",
                    "Momentum steps on networks that the attacker trains on its own samples; the target sees only the"
                            + " result.",
                    List.of(
                            "Dong, Liao, Pang, Su, Zhu, Hu, Li: Boosting Adversarial Attacks with Momentum, CVPR 2018,"
                                    + " algorithm 1; ensemble in logits: section 3.3",
                            "Input diversity: Xie, Zhang, Zhou, Bai, Wang, Ren, Yuille: Improving Transferability of"
                                    + " Adversarial Examples with Input Diversity, CVPR 2019, algorithm 1",
                            "Translation-invariant kernel: Dong, Pang, Su, Zhu: Evading Defenses to Transferable"
                                    + " Adversarial Examples by Translation-Invariant Attacks, CVPR 2019, equation 8",
                            "Papernot, McDaniel, Goodfellow: Transferability in Machine Learning, 2016"),
                    "The networks are trained by plain cross-entropy on the attacker's split, with Adam, before the"
                            + " first match that needs them, and shared by all matches of equal architecture, epochs,"
                            + " learning rate, data and seed. The target is asked nothing at all, so a defense cannot"
                            + " hide its gradient from this attack; but a network that is truly more robust than the"
                            + " attacker's own is hardly fooled by it. Steps are epsilon / steps, as in the papers. A"
                            + " picture is shrunk by up to a tenth of its lines and padded with black, by the usual"
                            + " ports of input diversity to networks of fixed input. The translation kernel is off by"
                            + " default: the paper's 15 is made for pictures of 299 pixels. Samples that are no"
                            + " pictures are neither shrunk nor convolved."),
            AttackInfo.Kind.FIXED_EPSILON,
            NORMS,
            Knowledge.TRANSFER,
            true,
            true,
            "nothing of the target; steps gradients of each network of its own");

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "the attacker's networks, by architecture; the same one twice gets other weights",
                    defaultValue = "[small-cnn]",
                    min = 1,
                    max = 16)
            List<String> architectures,

            @Param(value = "passes over the attacker's split", defaultValue = "5", min = 1, max = 10_000)
            int epochs,

            @Param(value = "the learning rate of Adam", defaultValue = "0.001", min = 1e-9, max = 10)
            double learningRate,

            @Param(value = "gradient steps", defaultValue = "10", min = 1, max = 100_000)
            int steps,

            @Param(
                    value = "the size of a step as a share of epsilon; 0 for 1 / steps",
                    defaultValue = "0",
                    min = 0,
                    max = 2)
            double relativeStep,

            @Param(
                    value = "the share of the sum of gradients that each step keeps",
                    defaultValue = "1",
                    min = 0,
                    max = 10)
            double decay,

            @Param(
                    value = "the probability that a picture is shrunk and padded before a step; 0 for never",
                    defaultValue = "0.5",
                    min = 0,
                    max = 1)
            double diversity,

            @Param(
                    value = "the smallest size of a shrunk picture as a share of its own",
                    defaultValue = "0.9",
                    min = 0.1,
                    max = 1)
            double smallest,

            @Param(
                    value = "the size of the translation-invariant kernel in pixels, odd; 1 for none",
                    defaultValue = "1",
                    min = 1,
                    max = 101)
            int kernel,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss) {
        /** Refuses kernels without a middle. */
        public Parameters {
            architectures = List.copyOf(architectures);
            if (kernel % 2 == 0) {
                throw new IllegalArgumentException("The kernel needs a middle: set kernel to an odd number, such as "
                        + (kernel + 1) + ", not " + kernel + ".");
            }
        }
    }

    private final Parameters parameters;

    public Transfer(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Fitted fit(Fit fit) {
        TrainingOptions options = TrainingOptions.adam(parameters.epochs(), BATCH, parameters.learningRate());
        List<Model> members = new ArrayList<>();
        List<String> architectures = parameters.architectures();
        for (int i = 0; i < architectures.size(); i++) {
            String architecture = architectures.get(i);
            int before = (int) architectures.subList(0, i).stream()
                    .filter(architecture::equals)
                    .count();
            members.add(fit.surrogate(architecture, options, before));
        }
        return new Surrogates(members);
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Norm norm = rows.threatModel().norm();
        if (!NORMS.contains(norm)) {
            throw new IllegalArgumentException("transfer plays linf and l2, not " + norm.id() + ".");
        }
        return new TransferSearch(
                rows,
                (Surrogates) fitted,
                new TransferSearch.Plan(
                        parameters.steps(),
                        parameters.relativeStep() > 0 ? parameters.relativeStep() : 1.0 / parameters.steps(),
                        parameters.decay(),
                        parameters.diversity(),
                        parameters.smallest(),
                        parameters.kernel(),
                        parameters.loss().loss()));
    }
}
