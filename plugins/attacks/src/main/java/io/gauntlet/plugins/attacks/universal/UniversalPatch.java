package io.gauntlet.plugins.attacks.universal;

import java.util.List;
import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Stencil;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.physical.Mask;
import io.gauntlet.plugins.attacks.physical.Placement;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.rows.Picture;

/** One patch that fools the target on whatever picture it is put. */
public final class UniversalPatch implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "universal-patch",
                    "1",
                    "One patch for all pictures, fitted on the attacker's split and put on the match's blindly.",
                    List.of(
                            "Brown, Mané, Roy, Abadi, Gilmer: Adversarial Patch, NIPS 2017 workshop, section 2",
                            "Sharif, Bhagavatula, Bauer, Reiter: Accessorize to a Crime, CCS 2016, section 4.3 (one pair"
                                    + " of glasses for several pictures)"),
                    "As patch, it plays l0: epsilon must allow as many values as the mask covers (pixels times channels),"
                            + " and none outside of it changes. The patch climbs the mean loss of minibatches in steps of"
                            + " one sign that shrink linearly; the best at the end of a pass is kept; epochs and steps are"
                            + " this framework's. It stays in its place: the first paper moves, turns and scales it while"
                            + " fitting. Targeted, one patch is fitted for each class. What the target answers while"
                            + " fitting is counted apart; in the match it is asked nothing. Needs pictures: height x width"
                            + " x channels."),
            AttackInfo.Kind.FIXED_EPSILON,
            Set.of(Norm.L0),
            Knowledge.WHITE_BOX,
            true,
            true,
            "nothing in the match; epochs gradients of each sample of the attacker's split before it, targeted for each"
                    + " class");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "the shape of what is put on the picture", defaultValue = "sticker")
            Mask mask,

            @Param(
                    value = "its width and height, as a share of the picture's; glasses: their width",
                    defaultValue = "0.3",
                    min = 0.001,
                    max = 1)
            double size,

            @Param(value = "where its middle lies, as a share of the width", defaultValue = "0.5", min = 0, max = 1)
            double across,

            @Param(value = "where its middle lies, as a share of the height", defaultValue = "0.5", min = 0, max = 1)
            double down,

            @Param(
                    value =
                            "a file with a mask in the pictures' size instead of the shape: a PNG, whose bright pixels are"
                                    + " covered, or an npy of height x width, whose values other than 0 are",
                    defaultValue = "none")
            Stencil maskFile,

            @Param(value = "passes over the attacker's split", defaultValue = "10", min = 1, max = 10_000)
            int epochs,

            @Param(
                    value = "samples of the attacker's split to learn from; 0 for all",
                    defaultValue = "0",
                    min = 0,
                    max = 1_000_000_000)
            int samples,

            @Param(value = "samples averaged in a step", defaultValue = "128", min = 1, max = 100_000)
            int batch,

            @Param(value = "the size of the first step; pixels are in [0,1]", defaultValue = "0.1", min = 1e-6, max = 1)
            double step,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final Parameters parameters;

    public UniversalPatch(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Fitted fit(Fit fit) {
        Placement placement = new Placement(
                parameters.mask(), parameters.size(), parameters.across(), parameters.down(), parameters.maskFile());
        boolean[] covered = placement.covered("universal-patch", Picture.of(INFO, fit.target()), fit.threatModel());
        Ascent ascent = new Ascent(
                parameters.epochs(),
                parameters.batch(),
                parameters.step(),
                parameters.loss().loss(),
                Double.POSITIVE_INFINITY,
                parameters.draws());
        return new GradientFitting(
                        fit,
                        ascent,
                        parameters.samples(),
                        goal -> new PatchValues(
                                covered, fit.seed().derive("patch", goal).draws()))
                .fitted();
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return ((Perturbations) fitted).search(rows);
    }
}
