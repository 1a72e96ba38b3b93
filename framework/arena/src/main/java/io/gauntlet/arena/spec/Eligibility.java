package io.gauntlet.arena.spec;

import java.util.Arrays;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;

/** Whether an attack, and a data set, can play under a threat model. */
public final class Eligibility {
    private Eligibility() {}

    /** Why samples cannot be played, in one sentence; empty when they can. */
    public static Optional<String> obstacle(ThreatModel threatModel, String dataSet, long[] shape) {
        return threatModel.norm() == Norm.POSE && shape.length != 3
                ? Optional.of(
                        "The threat model limits rotation and translation of pictures of height x width x channels;"
                                + " samples of the data set '" + dataSet + "' have shape " + Arrays.toString(shape)
                                + ".")
                : Optional.empty();
    }

    /** Whether what an attack learns before its matches is asked of their target, and so is spent for each anew. */
    public static boolean learnsFromTarget(AttackInfo attack) {
        return attack.fits() && attack.knowledge() != Knowledge.TRANSFER;
    }

    /** Why an attack cannot play, in one sentence; empty when it can. */
    public static Optional<String> obstacle(AttackInfo attack, ThreatModel threatModel) {
        String name = "The attack '" + attack.description().id() + "' ";
        if (threatModel.norm() == Norm.POSE && !attack.norms().contains(Norm.POSE)) {
            return Optional.of(name + "changes values and does not search poses, but only rotation and translation are"
                    + " allowed.");
        }
        if (attack.norms().equals(Set.of(Norm.POSE)) && threatModel.norm() != Norm.POSE) {
            return Optional.of(name + "searches poses: it needs limits of rotation and translation, not "
                    + threatModel.norm().id() + ".");
        }
        if (!attack.norms().contains(threatModel.norm())) {
            String norms = attack.norms().stream().sorted().map(Norm::id).collect(Collectors.joining(", "));
            return Optional.of(
                    name + "plays " + norms + ", not " + threatModel.norm().id() + ".");
        }
        if (!threatModel.knowledge().grants(attack.knowledge())) {
            return Optional.of(name + "needs " + attack.knowledge().id() + " knowledge, but "
                    + threatModel.knowledge().id() + " is granted.");
        }
        if (threatModel.goal().targeted() && !attack.targeted()) {
            return Optional.of(name + "cannot aim at a class, but the goal is "
                    + threatModel.goal().id() + ".");
        }
        return Optional.empty();
    }
}
