package __package__;

import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.testkit.DataSetContract;

/** The contract that every data set keeps; what it cannot keep it says here, by overriding a method. */
class __Name__Test extends DataSetContract<__Name__.Parameters> {
    @Override
    protected DataSetFactory<__Name__.Parameters> factory() {
        return __Name__.FACTORY;
    }

    @Override
    protected __Name__.Parameters parameters() {
        return new __Name__.Parameters(500);
    }
}
