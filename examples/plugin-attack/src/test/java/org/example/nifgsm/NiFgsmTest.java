package org.example.nifgsm;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

// tutorial: contract
/** The contract that every attack keeps; what it cannot keep it says here, by overriding a method. */
class NiFgsmTest extends AttackContract<NiFgsm.Parameters> {
    @Override
    protected AttackFactory<NiFgsm.Parameters> factory() {
        return NiFgsm.FACTORY;
    }

    @Override
    protected NiFgsm.Parameters parameters() {
        return new NiFgsm.Parameters(10, 1);
    }

    @Override
    protected boolean draws() {
        return false; // it begins at the sample itself
    }
}
// end: contract
