package io.gauntlet.plugins.defenses.around;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Stage;

/** Puts stages and detectors around defended models. */
public final class Around {
    private Around() {}

    /** A stage before a model; the model's detector sees what the stage yields. */
    public static DefendedModel before(Stage stage, DefendedModel base) {
        List<Stage> stages = new ArrayList<>();
        stages.add(stage);
        stages.addAll(base.stages());
        return new DefendedModel(stages, base.detector().map(detector -> new DetectorBehind(stage, detector)));
    }

    /** A stage after a model's logits. */
    public static DefendedModel after(DefendedModel base, Stage stage) {
        List<Stage> stages = new ArrayList<>(base.stages());
        stages.add(stage);
        return new DefendedModel(stages, base.detector());
    }

    /** A further detector: what either of them rejects is rejected. */
    public static DefendedModel with(DefendedModel base, Detector detector) {
        Detector both = base.detector()
                .<Detector>map(first -> new EitherDetector(first, detector))
                .orElse(detector);
        return new DefendedModel(base.stages(), Optional.of(both));
    }
}
