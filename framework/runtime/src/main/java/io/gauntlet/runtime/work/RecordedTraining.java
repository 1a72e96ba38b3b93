package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.List;

import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingCurve;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.engine.train.ForwardingTraining;

/** A training that remembers its curves: those of all fittings, one after the other. */
final class RecordedTraining extends ForwardingTraining {
    private final List<Double> loss = new ArrayList<>();
    private final List<Double> accuracy = new ArrayList<>();

    RecordedTraining(Training training) {
        super(training);
    }

    TrainingCurve curve() {
        return new TrainingCurve(loss, accuracy);
    }

    @Override
    public TrainingCurve fit(Network network, TrainingOptions options, TrainingHooks hooks) {
        TrainingCurve curve = super.fit(network, options, hooks);
        loss.addAll(curve.loss());
        accuracy.addAll(curve.accuracy());
        return curve;
    }
}
