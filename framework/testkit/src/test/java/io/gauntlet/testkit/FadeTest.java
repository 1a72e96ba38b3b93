package io.gauntlet.testkit;

import io.gauntlet.api.transformation.TransformationFactory;

/** Without a defect the contract holds. */
class FadeTest extends TransformationContract<Fade.Parameters> {
    @Override
    protected TransformationFactory<Fade.Parameters> factory() {
        return Fade.factory();
    }

    @Override
    protected Fade.Parameters parameters() {
        return new Fade.Parameters(Fade.Defect.NONE);
    }

    @Override
    protected boolean linear() {
        return true;
    }
}
