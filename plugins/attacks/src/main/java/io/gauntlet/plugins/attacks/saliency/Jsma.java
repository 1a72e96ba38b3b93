package io.gauntlet.plugins.attacks.saliency;

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

/** Changes one pair of values after the other, each time the pair that a saliency map of the Jacobian names. */
public final class Jsma implements Attack {
    public static final AttackInfo INFO = new AttackInfo(
            new Description(
                    "jsma",
                    "1",
                    "Saliency map attack: changes as few values as it can, two at a time, those that raise the class aimed"
                            + " at and lower the others most.",
                    List.of("Papernot, McDaniel, Jha, Fredrikson, Celik, Swami: The Limitations of Deep Learning in"
                            + " Adversarial Settings, IEEE European Symposium on Security and Privacy 2016, algorithms 2"
                            + " and 3"),
                    "Greedy, and historic: on the first 100 MNIST test images and two published robust networks it"
                            + " broke all and changed 98 and 106 values, the medians, where fmn in l0 with 1000 steps"
                            + " changed 26 and 37, though it failed on 10 of the second. It differentiates logits, not a"
                            + " softmax."
                            + " Values all move the same way, up where theta is positive; one that has reached the face of"
                            + " the box leaves, and a start ends where no pair both raises the class and lowers the others."
                            + " Defaults are those of CleverHans; the paper allows itself a share of 0.145. An untargeted"
                            + " match is played as the paper plays it, by aiming at every other class (the nearest first,"
                            + " and no longer than it can still do better); any wrong class counts. Where the match gives"
                            + " the class, it aims at that one. Colours of a pixel are values of their own. The derivative"
                            + " of the sum of all other logits is one gradient, not one for each class."),
            AttackInfo.Kind.MINIMUM_NORM,
            Set.of(Norm.L0),
            Knowledge.WHITE_BOX,
            true,
            false,
            "2 queries and 2 gradients for each pair of values changed, for each class aimed at; 1 query for the classes");

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "by how much a value changes each time it is chosen; down where negative",
                    defaultValue = "1",
                    min = -1,
                    max = 1)
            double theta,

            @Param(value = "the greatest share of the values that may change", defaultValue = "1", min = 0, max = 1)
            double share,

            @Param(value = "choose two values at a time, not one", defaultValue = "true")
            boolean pairs,

            @Param(
                    value =
                            "wrong classes to aim at in turn, the nearest first. Matches that give the class aim at that one"
                                    + " alone",
                    defaultValue = "9",
                    min = 1,
                    max = 100_000)
            int targets) {
        /** Refuses a change of nothing. */
        public Parameters {
            if (theta == 0) {
                throw new IllegalArgumentException(
                        "With theta 0 no value ever changes: choose another theta, such as 1.");
            }
        }
    }

    private final Parameters parameters;

    public Jsma(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        return new JsmaSearch(rows, target, Geometry.of(INFO, rows.threatModel().norm()), parameters);
    }
}
