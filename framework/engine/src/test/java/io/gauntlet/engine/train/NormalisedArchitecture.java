package io.gauntlet.engine.train;

import java.util.List;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

import io.gauntlet.api.Description;
import io.gauntlet.api.model.Architecture;

/** Two convolutions and a dense layer, with a batch normalisation before them and after each. */
record NormalisedArchitecture(double decay) implements Architecture {
    @Override
    public Description description() {
        return new Description("normalised", "1", "For tests.", List.of(), "");
    }

    @Override
    public Definition define(long[] shape, int classes) {
        return new Definition.Sequence(new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.RELU)
                .list(
                        normalisation(),
                        convolution(8, 1),
                        normalisation(),
                        relu(),
                        convolution(12, 2),
                        normalisation(),
                        relu(),
                        new DenseLayer.Builder()
                                .nOut(24)
                                .activation(Activation.IDENTITY)
                                .build(),
                        normalisation(),
                        relu(),
                        new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                                .nOut(classes)
                                .activation(Activation.SOFTMAX)
                                .build())
                .setInputType(InputType.convolutional(shape[0], shape[1], shape[2]))
                .build());
    }

    private static ConvolutionLayer convolution(int channels, int stride) {
        return new ConvolutionLayer.Builder(3, 3)
                .nOut(channels)
                .stride(stride, stride)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.IDENTITY)
                .build();
    }

    private BatchNormalization normalisation() {
        return new BatchNormalization.Builder().decay(decay).build();
    }

    private static ActivationLayer relu() {
        return new ActivationLayer(Activation.RELU);
    }
}
