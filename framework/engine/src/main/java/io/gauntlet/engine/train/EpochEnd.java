package io.gauntlet.engine.train;

import io.gauntlet.api.defense.Epoch;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.model.Model;

/** What a hook after an epoch sees and says. */
record EpochEnd(int epoch, FitState state, float[] values, Model model) implements Epoch {
    @Override
    public TrainingCurve curve() {
        return state.curve();
    }

    @Override
    public void robust(double accuracy) {
        if (!(accuracy >= 0 && accuracy <= 1)) {
            throw new IllegalArgumentException("An accuracy is a share in [0,1], not " + accuracy + ".");
        }
        state.withstood(accuracy);
    }

    @Override
    public void keep() {
        state.kept = values.clone();
    }

    @Override
    public void stop() {
        state.finished = true;
    }
}
