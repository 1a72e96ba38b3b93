package io.gauntlet.testkit;

import java.util.function.BiFunction;

import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Ensemble;

/** Wraps attacks, so that each search can be watched. */
final class Wrapping {
    private Wrapping() {}

    /** The attack wrapped, or an ensemble of its members wrapped. */
    static Attack each(AttackInfo info, Attack attack, BiFunction<AttackInfo, Attack, Attack> wrap) {
        if (!(attack instanceof Ensemble ensemble)) {
            return wrap.apply(info, attack);
        }
        return (Ensemble) threatModel -> ensemble.members(threatModel).stream()
                .map(member -> new Ensemble.Member(member.info(), wrap.apply(member.info(), member.attack())))
                .toList();
    }
}
