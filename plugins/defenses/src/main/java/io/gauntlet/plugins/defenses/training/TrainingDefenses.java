package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.defense.DefenseFactory;

/** The defenses of this package. */
public final class TrainingDefenses {
    private TrainingDefenses() {}

    /** One for each defense. */
    public static List<DefenseFactory<?>> factories() {
        return List.of(
                none(),
                adversarialTraining(),
                trades(),
                mart(),
                ensembleAdversarialTraining(),
                distillation(),
                parseval(),
                spectralRegularisation(),
                gaussianAugmentation(),
                labelSmoothing());
    }

    static DefenseFactory<None.Parameters> none() {
        return new DefenseFactory<>(None.INFO, None.Parameters.class, None::new);
    }

    static DefenseFactory<AdversarialTraining.Parameters> adversarialTraining() {
        return new DefenseFactory<>(
                AdversarialTraining.INFO, AdversarialTraining.Parameters.class, AdversarialTraining::new);
    }

    static DefenseFactory<Trades.Parameters> trades() {
        return new DefenseFactory<>(Trades.INFO, Trades.Parameters.class, Trades::new);
    }

    static DefenseFactory<Mart.Parameters> mart() {
        return new DefenseFactory<>(Mart.INFO, Mart.Parameters.class, Mart::new);
    }

    static DefenseFactory<EnsembleAdversarialTraining.Parameters> ensembleAdversarialTraining() {
        return new DefenseFactory<>(
                EnsembleAdversarialTraining.INFO,
                EnsembleAdversarialTraining.Parameters.class,
                EnsembleAdversarialTraining::new);
    }

    static DefenseFactory<Distillation.Parameters> distillation() {
        return new DefenseFactory<>(Distillation.INFO, Distillation.Parameters.class, Distillation::new);
    }

    static DefenseFactory<Parseval.Parameters> parseval() {
        return new DefenseFactory<>(Parseval.INFO, Parseval.Parameters.class, Parseval::new);
    }

    static DefenseFactory<SpectralRegularisation.Parameters> spectralRegularisation() {
        return new DefenseFactory<>(
                SpectralRegularisation.INFO, SpectralRegularisation.Parameters.class, SpectralRegularisation::new);
    }

    static DefenseFactory<GaussianAugmentation.Parameters> gaussianAugmentation() {
        return new DefenseFactory<>(
                GaussianAugmentation.INFO, GaussianAugmentation.Parameters.class, GaussianAugmentation::new);
    }

    static DefenseFactory<LabelSmoothing.Parameters> labelSmoothing() {
        return new DefenseFactory<>(LabelSmoothing.INFO, LabelSmoothing.Parameters.class, LabelSmoothing::new);
    }
}
