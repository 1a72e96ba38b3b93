package io.gauntlet.testkit;

import io.gauntlet.api.attack.AttackFactory;

/** The contract holds for an honest attack that searches poses and nothing else. */
class TurnAttackTest extends AttackContract<TurnAttack.Parameters> {
    @Override
    protected AttackFactory<TurnAttack.Parameters> factory() {
        return TurnAttack.factory();
    }

    @Override
    protected TurnAttack.Parameters parameters() {
        return new TurnAttack.Parameters(TurnAttack.Defect.NONE);
    }
}
