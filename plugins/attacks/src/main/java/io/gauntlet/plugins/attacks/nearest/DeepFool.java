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

/** Steps onto the nearest boundary of the linearised model until the class changes. */
public final class DeepFool implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "deepfool",
                    "1",
                    "DeepFool: takes the model for linear, steps onto the nearest class boundary, and repeats from there"
                            + " until the class changes.",
                    List.of(
                            "Moosavi-Dezfooli, Fawzi, Frossard: DeepFool: a simple and accurate method to fool deep neural"
                                    + " networks, CVPR 2016, algorithm 2 (l2) and section 3.3 (linf)"),
                    "Quick, and a fair first guess of the distance on networks trained without a defense. It stops at the"
                            + " first success and never comes back, so on robust or saturated networks it ends far out or"
                            + " fails: play fmn or ddn beside it. It does not aim at a class, and it knows nothing of a"
                            + " detector. Steps add up outside the box; what the model is shown is clipped."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.LINF, Norm.L2),
            Knowledge.WHITE_BOX,
            false,
            false,
            "2 queries and as many gradients as candidates for each step, at most steps, and 1 query");

    /** Its parameters. */
    public record Parameters(
            @Param(value = "the most steps", defaultValue = "50", min = 1, max = 1_000_000)
            int steps,

            @Param(
                    value = "how much farther than to the boundary, as a share of the way",
                    defaultValue = "0.02",
                    min = 0,
                    max = 10)
            double overshoot,

            @Param(
                    value = "classes whose boundaries are looked at, the sample's own among them: those that the clean"
                            + " sample makes most likely",
                    defaultValue = "10",
                    min = 2,
                    max = 100_000)
            int candidates) {}

    private final Parameters parameters;

    public DeepFool(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new DeepFoolSearch(
                rows, target, Geometry.of(INFO, rows.threatModel().norm()), parameters);
    }
}
