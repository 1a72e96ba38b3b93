package io.gauntlet.plugins.defenses.detector;

import java.util.List;
import java.util.Map;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.defenses.input.BitDepth;
import io.gauntlet.plugins.defenses.input.MedianStage;

/** Rejects what the model answers otherwise once details are squeezed out of it. */
final class FeatureSqueezing extends DetectingDefense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "feature-squeezing",
                    "1",
                    "Rejects samples whose answer changes when their values are rounded or smoothed.",
                    List.of(
                            "Xu, Evans, Qi: Feature Squeezing: Detecting Adversarial Examples in Deep Neural Networks, NDSS"
                                    + " 2018, section V (the joint detector)",
                            "He, Wei, Chen, Carlini, Song: Ensembles of Weak Defenses are not Strong, WOOT 2017 (breaks it)"),
                    "The score is the largest sum of absolute differences of probabilities over two squeezers: fewer bits and"
                            + " a median filter; 1 bit and 2 x 2 pixels are the paper's for MNIST. The squeezers' derivatives"
                            + " are straight-through. Judge it by a pgd that climbs behind its views (detector=views). What its 1-bit"
                            + " squeezer withstands on black-and-white pictures, it withstands by itself: see bit-depth."),
            false,
            false);

    /**
     * The squeezers.
     *
     * @param bits of the first
     * @param window of the second
     * @param falseAlarms on calibration
     */
    public record Parameters(
            @Param(value = "bits that the first squeezer leaves of each value", defaultValue = "1", min = 1, max = 8)
            int bits,

            @Param(
                    value = "the side of the second squeezer's median filter, in pixels",
                    defaultValue = "2",
                    min = 2,
                    max = 15)
            int window,

            @Param(
                    value = "the share of natural samples that is rejected, on the calibration split",
                    defaultValue = "0.01",
                    min = 0,
                    max = 0.5)
            double falseAlarms) {}

    private final Parameters parameters;

    private FeatureSqueezing(Parameters parameters) {
        super(parameters.falseAlarms());
        this.parameters = parameters;
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, FeatureSqueezing::new);
    }

    @Override
    Map<String, INDArray> learn(Training training) {
        return Map.of();
    }

    @Override
    Detector detector(Parts parts, List<Stage> stages, long[] shape, float threshold) {
        List<Stage> squeezers =
                List.of(BitDepth.stage(parameters.bits(), shape), new MedianStage(parameters.window(), shape));
        return new ViewDetector(squeezers, stages, ViewDetector.Score.LARGEST, threshold);
    }
}
