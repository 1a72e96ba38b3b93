package io.gauntlet.plugins.attacks.fab;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

/** The attack on one boundary after the other, from the sample and from random points. */
class FabTargetedTest extends AttackContract<Fab.Parameters> {
    @Override
    protected AttackFactory<Fab.Parameters> factory() {
        return new AttackFactory<>(Fab.INFO, Fab.Parameters.class, Fab::new);
    }

    @Override
    protected Fab.Parameters parameters() {
        return FabTest.fab(15, 2, 9, 3);
    }

    /** The second start of each class does draw, but on a linear model it never comes nearer than the first. */
    @Override
    protected boolean draws() {
        return false;
    }
}
