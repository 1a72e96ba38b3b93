package io.gauntlet.arena.spec;

import java.util.Optional;
import java.util.stream.Collectors;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;

/** Whether an attack can play under a threat model. */
public final class Eligibility {
    private Eligibility() {}

    /** Why an attack cannot play, in one sentence; empty when it can. */
    public static Optional<String> obstacle(AttackInfo attack, ThreatModel threatModel) {
        String name = "The attack '" + attack.description().id() + "' ";
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
