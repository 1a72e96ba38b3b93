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
import io.gauntlet.plugins.attacks.rows.Picture;

/** Random search over square windows. */
public final class Square implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "square",
                    "1",
                    "Square attack: random search that changes one square window at a time, smaller and smaller, and keeps"
                            + " what raises the loss.",
                    List.of(
                            "Andriushchenko, Croce, Flammarion, Hein: Square Attack: a query-efficient black-box adversarial"
                                    + " attack via random search, ECCV 2020, algorithms 1 to 3",
                            "In L1: Croce, Hein: Mind the Box: l1-APGD for Sparse Adversarial Attacks on Image"
                                    + " Classifiers, ICML 2021"),
                    "The strongest attack here that sees no gradient, and the one that finds what networks hide from"
                            + " gradients. Defaults are those of the authors' version in AutoAttack: p-init 0.8, 5000"
                            + " queries, the margin of logits as the loss, and cross-entropy of the goal where a class is"
                            + " given. The windows' schedule is made for 10,000 queries; with rescale it is stretched to"
                            + " the number of queries, which AutoAttack itself does not do. Where the authors' version"
                            + " gives all samples one window, each sample draws its own, and a window that would change"
                            + " nothing is drawn again, as in the paper's first program. In L1"
                            + " bumps are projected onto ball and box together, which makes them sparse. Needs pictures:"
                            + " height x width x channels."),
            AttackInfo.Kind.FIXED_EPSILON,
            Set.of(Norm.LINF, Norm.L2, Norm.L1),
            Knowledge.SCORE,
            true,
            false,
            "at most queries queries for each restart, no gradients");

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "queries for each start, the start's own among them",
                    defaultValue = "5000",
                    min = 1,
                    max = 1e9)
            int queries,

            @Param(
                    value = "the share of the picture that the first windows cover",
                    defaultValue = "0.8",
                    min = 1e-6,
                    max = 1)
            double pInit,

            @Param(value = "starts for each sample", defaultValue = "1", min = 1, max = 100_000)
            int restarts,

            @Param(
                    value = "stretch the schedule of window sizes, made for 10,000 queries, to the number of queries",
                    defaultValue = "true")
            boolean rescale,

            @Param(
                    value = "the loss to raise in untargeted matches; targeted ones raise the goal's cross-entropy",
                    defaultValue = "margin")
            LossChoice loss) {}

    private final Parameters parameters;

    public Square(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Picture picture = Picture.of(INFO, target);
        Norm norm = rows.threatModel().norm();
        Geometry.of(INFO, norm);
        Windows windows = switch (norm) {
            case LINF -> new LinfWindows(picture);
            case L2 -> new L2Windows(picture);
            case L1 -> new L1Windows(picture);
            case L0, POSE -> throw new IllegalStateException("Not among its norms.");
        };
        return new SquareSearch(rows, target, parameters, windows, picture);
    }
}
