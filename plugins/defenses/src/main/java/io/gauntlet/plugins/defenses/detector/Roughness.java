package io.gauntlet.plugins.defenses.detector;

import java.util.List;
import java.util.Map;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;

/** A canary: a detector that counts, so that its score has no slope. */
final class Roughness extends DetectingDefense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "roughness",
                    "1",
                    "Rejects samples in which more neighbouring values differ than in natural ones: a count, without a slope.",
                    List.of(
                            "Carlini, Wagner: Adversarial Examples Are Not Easily Detected, AISec 2017 (breaks the like)"),
                    "A canary: its derivative is zero, so an attack that follows it does not know that there is a detector."
                            + " Perturbations that are smooth, or concentrated, pass."),
            false,
            false,
            true);

    /**
     * What counts.
     *
     * @param step from which on two values differ
     * @param falseAlarms on calibration
     */
    public record Parameters(
            @Param(value = "from which difference on two values count", defaultValue = "0.5", min = 0.001, max = 1)
            double step,

            @Param(
                    value = "the share of natural samples that is rejected, on the calibration split",
                    defaultValue = "0.01",
                    min = 0,
                    max = 0.5)
            double falseAlarms) {}

    private final float step;

    private Roughness(Parameters parameters) {
        super(parameters.falseAlarms());
        step = (float) parameters.step();
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, Roughness::new);
    }

    @Override
    Map<String, INDArray> learn(Training training) {
        return Map.of();
    }

    @Override
    Detector detector(Parts parts, List<Stage> stages, long[] shape, float threshold) {
        return new Count(step, threshold);
    }

    private record Count(float step, float threshold) implements Detector {
        @Override
        public float[] score(INDArray x, INDArray logits, RowDraws draws) {
            float[] values = Floats.values(x);
            float[] scores = new float[Math.toIntExact(x.size(0))];
            int length = scores.length == 0 ? 0 : values.length / scores.length;
            for (int i = 0; i < scores.length; i++) {
                int count = 0;
                for (int k = i * length + 1; k < (i + 1) * length; k++) {
                    count += Math.abs(values[k] - values[k - 1]) > step ? 1 : 0;
                }
                scores[i] = (float) count / length;
            }
            return scores;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return Nd4j.create(DataType.FLOAT, x.shape(), 'c');
        }

        @Override
        public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return Nd4j.create(DataType.FLOAT, logits.shape(), 'c');
        }
    }
}
