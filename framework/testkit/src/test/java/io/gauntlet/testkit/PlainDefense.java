package io.gauntlet.testkit;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;

import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** Training on pictures shifted in brightness, with one defect of choice. */
final class PlainDefense implements Defense {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        RANDOM_OF_ITS_OWN,
        MEMORY_WITHOUT_CHECKPOINT,
        IGNORES_THE_SEED,
        LOOKS_AT_THE_TEST_SPLIT,
        LEARNS_NOTHING,
        ASSEMBLES_SOMETHING_ELSE_EACH_TIME,
        WRITES_OVER_ITS_PARTS,
        MEAN_OVER_THE_BATCH,
        DRAWS_BY_POSITION,
        DIVIDES_BY_THE_BATCH,
        LEAKS_ARRAYS,
        UNDECLARED_DRAWS,
        PROBABILITIES,
        WRONG_DERIVATIVE,
        WRITES_OVER_ITS_INPUT,
        REJECTS_ALL
    }

    /** Its parameters. */
    record Parameters(
            @Param(value = "what is wrong with it", defaultValue = "none")
            Defect defect) {}

    private static final String OFFSETS = "offsets";
    private static final AtomicInteger ASSEMBLED = new AtomicInteger();

    private final Defect defect;

    PlainDefense(Parameters parameters) {
        defect = parameters.defect();
    }

    static DefenseFactory<Parameters> factory(Defect defect) {
        DefenseInfo info = new DefenseInfo(
                new Description("plain", "1", "Plain training.", List.of(), ""),
                defect == Defect.DRAWS_BY_POSITION,
                true);
        return new DefenseFactory<>(info, Parameters.class, PlainDefense::new);
    }

    @Override
    public Parts train(Training training) {
        if (defect == Defect.LOOKS_AT_THE_TEST_SPLIT) {
            try {
                training.splits().test();
            } catch (IllegalStateException e) {
                training.progress().report(0, "refused");
            }
        }
        if (defect == Defect.IGNORES_THE_SEED) {
            return new Parts(Map.of(Parts.NETWORK, training.create(Seed.of(1))), Map.of(OFFSETS, Nd4j.zeros(1)));
        }
        Network network = training.create(training.seed().derive("weights"));
        double rate = defect == Defect.LEARNS_NOTHING ? 1e-7 : 3e-3;
        training.fit(network, TrainingOptions.adam(8, 40, rate), augmentation());
        return new Parts(Map.of(Parts.NETWORK, network), Map.of(OFFSETS, Nd4j.zeros(1)));
    }

    private Augmentation augmentation() {
        AtomicInteger calls = new AtomicInteger();
        return shard -> {
            float[] values = Floats.values(shard.images());
            int length = values.length / shard.size();
            for (int i = 0; i < values.length; i++) {
                double shift = shard.draws(i / length, "shift").uniform(-0.05, 0.05);
                if (defect == Defect.RANDOM_OF_ITS_OWN) {
                    shift = 0.05 * Math.random();
                } else if (defect == Defect.MEMORY_WITHOUT_CHECKPOINT) {
                    shift = calls.get() < 20 ? 0.05 : 0;
                }
                values[i] += (float) shift;
            }
            calls.incrementAndGet();
            Floats.put(values, shard.images());
        };
    }

    @Override
    public DefendedModel assemble(Parts parts) {
        INDArray offsets = parts.arrays().get(OFFSETS);
        float offset = defect == Defect.ASSEMBLES_SOMETHING_ELSE_EACH_TIME ? 0.01f * ASSEMBLED.incrementAndGet() : 0f;
        OddStage odd = new OddStage(defect, offset, offsets);
        Network network = parts.network();
        if (defect == Defect.PROBABILITIES) {
            return DefendedModel.of(network, odd);
        }
        Optional<Detector> detector =
                defect == Defect.REJECTS_ALL ? Optional.of(new FixedDetector()) : Optional.empty();
        return new DefendedModel(List.of(odd, network), detector);
    }

    /** Rejects everything. */
    private static final class FixedDetector implements Detector {
        @Override
        public float threshold() {
            return 0;
        }

        @Override
        public float[] score(INDArray x, INDArray logits, RowDraws draws) {
            float[] scores = new float[(int) x.size(0)];
            Arrays.fill(scores, 1);
            return scores;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return x.mul(0);
        }

        @Override
        public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return logits.mul(0);
        }
    }
}
