package io.gauntlet.plugins.attacks.universal;

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

/** One perturbation that fools the target on samples it was not made from. */
public final class Universal implements Attack {
    private static final Set<Norm> NORMS = Set.of(Norm.LINF, Norm.L2);

    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "universal",
                    "2",
                    "One perturbation for all samples, fitted on the attacker's split and added blindly to the match's.",
                    List.of(
                            "Moosavi-Dezfooli, Fawzi, Fawzi, Frossard: Universal Adversarial Perturbations, CVPR 2017",
                            "Fitting by gradients: Shafahi, Najibi, Xu, Dickerson, Davis, Goldstein: Universal"
                                    + " Adversarial Training, AAAI 2020, algorithm 1 and the clipped loss of section 4"),
                    "Fitted by ascent along the mean gradient of minibatches, or by the first paper's sum of DeepFool steps,"
                            + " with that paper's delta 0.2 and the authors' overshoot and ten steps; its xi is the match's"
                            + " epsilon (10/255 in linf there). The sum of steps is weaker and far dearer, since samples"
                            + " follow one another, and on a robust model all passes are made: it learns from 1000"
                            + " samples unless told otherwise (the paper: 500 to 10,000); name the number where"
                            + " results are to be compared with the paper's. A sample counts as fooled when its"
                            + " answer is not its label, and values at a face of the box do not leave it. Of the ascent:"
                            + " its paper caps the cross-entropy at 9, so that samples"
                            + " already won stop pulling; epochs and steps are this framework's: steps shrink linearly,"
                            + " and the best perturbation at the end of an epoch is kept. What the target answers while"
                            + " fitting is counted apart; in the match it is asked nothing. Targeted, one perturbation is"
                            + " fitted for each class. A much weaker attacker than one that sees the sample: what it wins"
                            + " is a defense's shared weakness, what it does not win says nothing."),
            AttackInfo.Kind.FIXED_EPSILON,
            NORMS,
            Knowledge.WHITE_BOX,
            true,
            true,
            "nothing in the match; epochs gradients of each sample of the attacker's split before it, deepfool up to"
                    + " steps x candidates (10) as many; targeted for each class");

    /** How a perturbation is fitted. */
    public enum Method {
        /** Ascent along mean gradients. */
        GRADIENT,
        /** The sum of DeepFool steps. */
        DEEPFOOL
    }

    /** Its parameters. */
    public record Parameters(
            @Param(value = "how the perturbation is fitted", defaultValue = "gradient")
            Method method,

            @Param(value = "passes over the attacker's split, at most", defaultValue = "10", min = 1, max = 10_000)
            int epochs,

            @Param(
                    value = "samples of the attacker's split to learn from; 0 for all, deepfool for the first 1000",
                    defaultValue = "0",
                    min = 0,
                    max = 1_000_000_000)
            int samples,

            @Param(value = "gradient: samples averaged in a step", defaultValue = "128", min = 1, max = 100_000)
            int batch,

            @Param(
                    value = "gradient: the size of the first step as a share of epsilon",
                    defaultValue = "0.2",
                    min = 1e-6,
                    max = 2)
            double relativeStep,

            @Param(value = "gradient: the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "gradient: untargeted, a sample whose loss is greater no longer pulls",
                    defaultValue = "9",
                    min = 0,
                    max = 1e9)
            double cap,

            @Param(
                    value = "gradient: draws averaged for a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws,

            @Param(
                    value = "deepfool: the share of samples that need not be fooled for the fit to end",
                    defaultValue = "0.2",
                    min = 0,
                    max = 1)
            double delta,

            @Param(value = "deepfool: the most steps for a sample", defaultValue = "10", min = 1, max = 10_000)
            int steps,

            @Param(
                    value = "deepfool: how much farther than to the boundary, as a share of the way",
                    defaultValue = "0.02",
                    min = 0,
                    max = 10)
            double overshoot) {}

    private final Parameters parameters;

    public Universal(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Fitted fit(Fit fit) {
        check(fit.threatModel().norm());
        return switch (parameters.method()) {
            case GRADIENT -> new GradientFitting(fit, ascent(), parameters.samples(), goal -> new Sum(fit)).fitted();
            case DEEPFOOL -> new DeepFoolFitting(fit, parameters).fitted();
        };
    }

    private Ascent ascent() {
        return new Ascent(
                parameters.epochs(),
                parameters.batch(),
                parameters.relativeStep(),
                parameters.loss().loss(),
                parameters.cap(),
                parameters.draws());
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        check(rows.threatModel().norm());
        return ((Perturbations) fitted).search(rows);
    }

    private static void check(Norm norm) {
        if (!NORMS.contains(norm)) {
            throw new IllegalArgumentException("universal plays linf and l2, not " + norm.id() + ".");
        }
    }
}
