package __package__;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.testkit.AttackContract;

/** The contract that every attack keeps; what it cannot keep it says here, by overriding a method. */
class __Name__Test extends AttackContract<__Name__.Parameters> {
    @Override
    protected AttackFactory<__Name__.Parameters> factory() {
        return __Name__.FACTORY;
    }

    @Override
    protected __Name__.Parameters parameters() {
        return new __Name__.Parameters(40, 0.1f);
    }
}
