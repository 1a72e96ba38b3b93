package io.gauntlet.engine.architecture;

import java.util.List;

import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.Layer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.weights.WeightInit;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.lossfunctions.LossFunctions;

import io.gauntlet.api.Description;
import io.gauntlet.api.model.Architecture;

/** The architectures that come with the engine. All use ReLU and start from He's weights, the last layer from Glorot's. */
final class StockArchitectures {
    private StockArchitectures() {}

    static List<Architecture> all() {
        return List.of(
                mlp(),
                smallCnn(),
                madryCnn(),
                lenet5(),
                ResidualArchitectures.resnet(1),
                ResidualArchitectures.resnet(3),
                ResidualArchitectures.convexResnet(1),
                ResidualArchitectures.wideResnet(2, 4));
    }

    private static Architecture mlp() {
        return stock(
                "mlp",
                "Three dense layers of 500, 150 and one output for each class.",
                "Moosavi-Dezfooli, Fawzi, Frossard: DeepFool, 2016 (FC500-150-10)",
                classes -> new Layer[] {dense(500), dense(150), output(classes)});
    }

    private static Architecture smallCnn() {
        return stock(
                "small-cnn",
                "Two strided 4x4 convolutions of 16 and 32 channels and a dense layer of 100: fast to attack and train.",
                "Wong, Kolter: Provable defenses against adversarial examples via the convex outer adversarial"
                        + " polytope, 2018 (MNIST network, there padded by 1)",
                classes -> new Layer[] {strided(16), strided(32), dense(100), output(classes)});
    }

    private static Architecture madryCnn() {
        return stock(
                "madry-cnn",
                "Two 5x5 convolutions of 32 and 64 channels, each with 2x2 max pooling, and a dense layer of 1024.",
                "Madry, Makelov, Schmidt, Tsipras, Vladu: Towards deep learning models resistant to adversarial"
                        + " attacks, 2018 (MNIST network)",
                classes -> new Layer[] {same(5, 32), maxPool(), same(5, 64), maxPool(), dense(1024), output(classes)});
    }

    private static Architecture lenet5() {
        return stock(
                "lenet5",
                "Two 3x3 convolutions of 32 and 64 channels, each with 2x2 max pooling, and a dense layer of 200.",
                "Ding, Wang, Jin: AdverTorch, 2019 (LeNet5), after LeCun, Bottou, Bengio, Haffner 1998",
                classes -> new Layer[] {same(3, 32), maxPool(), same(3, 64), maxPool(), dense(200), output(classes)});
    }

    private static Architecture stock(String id, String summary, String paper, SequenceArchitecture.Layers layers) {
        return new SequenceArchitecture(new Description(id, "1", summary, List.of(paper), ""), layers);
    }

    private static Layer strided(int channels) {
        return new ConvolutionLayer.Builder(4, 4)
                .stride(2, 2)
                .nOut(channels)
                .convolutionMode(ConvolutionMode.Truncate)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer same(int kernel, int channels) {
        return new ConvolutionLayer.Builder(kernel, kernel)
                .nOut(channels)
                .convolutionMode(ConvolutionMode.Same)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer maxPool() {
        return new SubsamplingLayer.Builder(PoolingType.MAX)
                .kernelSize(2, 2)
                .stride(2, 2)
                .build();
    }

    private static Layer dense(int outputs) {
        return new DenseLayer.Builder()
                .nOut(outputs)
                .activation(Activation.RELU)
                .build();
    }

    private static Layer output(int classes) {
        return new OutputLayer.Builder(LossFunctions.LossFunction.MCXENT)
                .nOut(classes)
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.SOFTMAX)
                .build();
    }
}
