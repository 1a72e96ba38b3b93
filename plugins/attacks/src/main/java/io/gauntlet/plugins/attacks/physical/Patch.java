package io.gauntlet.plugins.attacks.physical;

import java.util.List;
import java.util.Set;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Stencil;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.fixed.GradientSearch;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.rows.Picture;

/** Gradient ascent under a mask, outside of which nothing changes. */
public final class Patch implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "patch",
                    "1",
                    "Changes the pixels under a mask at will and no others: glasses on a face, a sticker on a sign.",
                    List.of(
                            "Sharif, Bhagavatula, Bauer, Reiter: Accessorize to a Crime, CCS 2016, section 4 (glasses)",
                            "Eykholt, Evtimov, Fernandes, Li, Rahmati, Xiao, Prakash, Kohno, Song: Robust Physical-World"
                                    + " Attacks on Deep Learning Visual Classification, CVPR 2018, section 3 (masks)",
                            "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards Deep Learning Models Resistant to"
                                    + " Adversarial Attacks, ICLR 2018, section 2.1 (the ascent)"),
                    "It plays l0, which counts changed values: epsilon must allow as many as the mask covers (pixels times"
                            + " channels). Where it fails, another mask, another place or scattered pixels may succeed:"
                            + " its result is no measure of robustness in l0. The record keeps the pixels of a mask from a"
                            + " file, and the file's SHA-256. A patch for each picture; universal-patch makes one for all;"
                            + " no terms for smooth or printable colours. Needs pictures: height x width x channels."),
            AttackInfo.Kind.FIXED_EPSILON,
            Set.of(Norm.L0),
            Knowledge.WHITE_BOX,
            true,
            false,
            "at most steps gradients and steps + 1 queries for each start");

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

            @Param(value = "gradient steps for each start", defaultValue = "100", min = 1, max = 1_000_000)
            int steps,

            @Param(value = "the size of a step; pixels are in [0,1]", defaultValue = "0.05", min = 1e-6, max = 1)
            double step,

            @Param(value = "starts for each sample, with random values under the mask", defaultValue = "1", min = 1)
            int restarts,

            @Param(value = "the loss to climb", defaultValue = "cross-entropy")
            LossChoice loss,

            @Param(
                    value = "draws averaged in the gradient of a randomised model (EOT)",
                    defaultValue = "1",
                    min = 1,
                    max = 10_000)
            int draws) {}

    private final Parameters parameters;

    public Patch(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Placement placement = new Placement(
                parameters.mask(), parameters.size(), parameters.across(), parameters.down(), parameters.maskFile());
        MaskBall ball = new MaskBall(placement.covered("patch", Picture.of(INFO, target), rows.threatModel()));
        return new GradientSearch(
                rows,
                target,
                new GradientSearch.Plan(
                        parameters.steps(),
                        parameters.step() / rows.threatModel().epsilon(),
                        parameters.restarts(),
                        true,
                        0,
                        parameters.loss().loss(),
                        parameters.draws()),
                ball);
    }
}
