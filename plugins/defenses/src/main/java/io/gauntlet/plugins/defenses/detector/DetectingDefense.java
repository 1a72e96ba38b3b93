package io.gauntlet.plugins.defenses.detector;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.around.Around;
import io.gauntlet.plugins.defenses.around.SampleShape;

/**
 * The skeleton of detectors: what they know of natural samples is learned on the train split, the threshold is the score
 * that a share of the calibration split exceeds.
 */
abstract class DetectingDefense implements Defense {
    private static final String THRESHOLD = "threshold";
    private static final int BATCH = 64;

    private final double falseAlarms;

    DetectingDefense(double falseAlarms) {
        this.falseAlarms = falseAlarms;
    }

    /** What the detector must know beside its threshold, as arrays by name. */
    abstract Map<String, INDArray> learn(Training training);

    /**
     * The detector.
     *
     * @param stages of the model; somebody else's
     * @param shape of a sample
     */
    abstract Detector detector(Parts parts, List<Stage> stages, long[] shape, float threshold);

    @Override
    public final Parts train(Training training) {
        Model model = training.baseModel();
        Map<String, INDArray> arrays = new HashMap<>(learn(training));
        Parts learned = new Parts(Map.of(), arrays);
        float[] scores;
        try (Detector detector = detector(learned, model.stages(), model.shape(), 0)) {
            scores = scores(training, detector);
        }
        INDArray threshold = Floats.array(new float[] {Threshold.of(scores, falseAlarms)}, 1);
        arrays.put(THRESHOLD, threshold);
        arrays.putAll(SampleShape.parts(model.shape()).arrays());
        return new Parts(Map.of(), arrays);
    }

    private static float[] scores(Training training, Detector detector) {
        Examples calibration = training.splits().calibration();
        if (calibration.size() == 0) {
            throw new IllegalStateException(
                    "A detector's threshold is found on the calibration split, which is empty: choose a data set that has"
                            + " one.");
        }
        float[] scores = new float[calibration.size()];
        eachBatch(training, calibration, calibration.size(), "calibration", (from, x, logits, draws) -> {
            float[] some = detector.score(x, logits, draws);
            System.arraycopy(some, 0, scores, from, some.length);
        });
        return scores;
    }

    /** Takes a batch of samples with the model's answers. */
    @FunctionalInterface
    interface Taker {
        void take(int from, INDArray x, INDArray logits, RowDraws draws);
    }

    /** Shows the first {@code most} samples and the base's answers to them. */
    static void eachBatch(Training training, Examples examples, int most, String purpose, Taker taker) {
        Model model = training.baseModel();
        int length = examples.length();
        int size = Math.min(most, examples.size());
        float[] values = new float[BATCH * length];
        for (int from = 0; from < size; from += BATCH) {
            int first = from;
            int n = Math.min(BATCH, size - from);
            for (int i = 0; i < n; i++) {
                examples.read(from + i, values, i * length);
            }
            RowDraws draws = row -> training.seed().derive(purpose, first + row).draws();
            try (INDArray x = Nd4j.create(DataType.FLOAT, SampleShape.batch(n, examples.shape()), 'c');
                    INDArray logits = Nd4j.create(DataType.FLOAT, n, model.classes())) {
                Floats.put(values, x);
                Floats.put(flat(model.forward(x, draws), model.classes()), logits);
                taker.take(from, x, logits, draws.part(1));
            }
            training.progress().report((double) (from + n) / size, purpose);
        }
    }

    private static float[] flat(List<Output> outputs, int classes) {
        float[] logits = new float[outputs.size() * classes];
        for (int i = 0; i < outputs.size(); i++) {
            System.arraycopy(outputs.get(i).logits(), 0, logits, i * classes, classes);
        }
        return logits;
    }

    @Override
    public final DefendedModel assemble(Parts parts, DefendedModel base) {
        float[] threshold = new float[1];
        Floats.get(parts.array(THRESHOLD), threshold);
        return Around.with(base, detector(parts, base.stages(), SampleShape.of(parts), threshold[0]));
    }
}
