package io.gauntlet.plugins.attacks.nearest;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;

/** What makes the white-box attacks of minimum norm. */
public final class NearestAttacks {
    private NearestAttacks() {}

    /** One for each attack, in the order in which the catalog shows them. */
    public static List<AttackFactory<?>> factories() {
        return List.of(
                new AttackFactory<>(DeepFool.INFO, DeepFool.Parameters.class, DeepFool::new),
                new AttackFactory<>(Ddn.INFO, Ddn.Parameters.class, Ddn::new),
                new AttackFactory<>(Fmn.INFO, Fmn.Parameters.class, Fmn::new),
                new AttackFactory<>(Cw.INFO, Cw.Parameters.class, Cw::new));
    }
}
