package io.gauntlet.testkit;

import io.gauntlet.api.attack.AttackFactory;

/** The sound attack keeps the whole contract. */
class SignAttackTest extends AttackContract<SignAttack.Parameters> {
    @Override
    protected AttackFactory<SignAttack.Parameters> factory() {
        return SignAttack.factory(SignAttack.Defect.NONE);
    }

    @Override
    protected SignAttack.Parameters parameters() {
        return new SignAttack.Parameters(SignAttack.Defect.NONE);
    }
}
