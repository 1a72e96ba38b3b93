package __package__;

import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.testkit.TransformationContract;

/** The contract that every transformation keeps; what it cannot keep it says here, by overriding a method. */
class __Name__Test extends TransformationContract<__Name__.Parameters> {
    @Override
    protected TransformationFactory<__Name__.Parameters> factory() {
        return __Name__.FACTORY;
    }

    @Override
    protected __Name__.Parameters parameters() {
        return new __Name__.Parameters(0.5f);
    }

    @Override
    protected boolean linear() {
        return true; // for given draws; the derivative is then tested more sharply
    }
}
