package __package__;

import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.testkit.DefenseContract;

/** The contract that every defense keeps; what it cannot keep it says here, by overriding a method. */
class __Name__Test extends DefenseContract<__Name__.Parameters> {
    @Override
    protected DefenseFactory<__Name__.Parameters> factory() {
        return __Name__.FACTORY;
    }

    @Override
    protected __Name__.Parameters parameters() {
        return new __Name__.Parameters(8, 40, 0.003, 0.05f);
    }
}
