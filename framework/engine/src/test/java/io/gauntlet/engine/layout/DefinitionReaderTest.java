package io.gauntlet.engine.layout;

import java.util.List;

import org.deeplearning4j.nn.conf.ComputationGraphConfiguration.GraphBuilder;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.L2NormalizeVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.graph.PreprocessorVertex;
import org.deeplearning4j.nn.conf.graph.ReshapeVertex;
import org.deeplearning4j.nn.conf.graph.ScaleVertex;
import org.deeplearning4j.nn.conf.graph.ShiftVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DepthwiseConvolution2D;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.LossLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.conf.layers.Upsampling2D;
import org.deeplearning4j.nn.conf.layers.ZeroPaddingLayer;
import org.deeplearning4j.nn.conf.preprocessor.FeedForwardToCnnPreProcessor;
import org.deeplearning4j.nn.weights.WeightInit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.activations.impl.ActivationGELU;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.lossfunctions.LossFunctions.LossFunction;

import io.gauntlet.api.model.Architecture.Definition;
import io.gauntlet.engine.Dl4jTwin;
import io.gauntlet.engine.TestData;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Outputs equal those of DL4J in evaluation mode, for every kind of layer and vertex that is read. */
class DefinitionReaderTest {
    private static final int CLASSES = 4;
    private static final long[] PICTURE = {8, 10, 3};

    private static Definition sequence(org.deeplearning4j.nn.conf.layers.Layer... layers) {
        return new Definition.Sequence(new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.IDENTITY)
                .list(layers)
                .setInputType(InputType.convolutional(PICTURE[0], PICTURE[1], PICTURE[2]))
                .build());
    }

    private static GraphBuilder graph() {
        return new NeuralNetConfiguration.Builder()
                .weightInit(WeightInit.XAVIER)
                .activation(Activation.IDENTITY)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(PICTURE[0], PICTURE[1], PICTURE[2]));
    }

    private static Dl4jTwin assertEqualOutputs(Definition definition, boolean softmax) {
        Dl4jTwin twin = new Dl4jTwin(definition, PICTURE, CLASSES, 11);
        INDArray x = TestData.uniform(5, 4, PICTURE);
        float[] ours = twin.ours(x, softmax);
        assertArrayEquals(twin.dl4j(x), ours, 1e-4f);
        return twin;
    }

    private static ConvolutionLayer convolution(int channels, int kernel) {
        return new ConvolutionLayer.Builder(kernel, kernel).nOut(channels).build();
    }

    private static OutputLayer output() {
        return new OutputLayer.Builder(LossFunction.MSE)
                .nOut(CLASSES)
                .activation(Activation.IDENTITY)
                .build();
    }

    static List<org.deeplearning4j.nn.conf.layers.Layer> layers() {
        return List.of(
                new ConvolutionLayer.Builder(3, 2)
                        .stride(2, 1)
                        .padding(1, 0)
                        .nOut(5)
                        .hasBias(false)
                        .build(),
                new ConvolutionLayer.Builder(3, 3)
                        .convolutionMode(ConvolutionMode.Same)
                        .dilation(2, 2)
                        .nOut(5)
                        .build(),
                new ConvolutionLayer.Builder(4, 4)
                        .convolutionMode(ConvolutionMode.Same)
                        .stride(3, 2)
                        .nOut(5)
                        .build(),
                new SeparableConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .nOut(5)
                        .activation(Activation.TANH)
                        .build(),
                new DepthwiseConvolution2D.Builder(3, 3)
                        .depthMultiplier(2)
                        .stride(2, 2)
                        .nOut(6)
                        .build(),
                new DepthwiseConvolution2D.Builder(2, 3)
                        .convolutionMode(ConvolutionMode.Same)
                        .hasBias(false)
                        .depthMultiplier(1)
                        .nOut(3)
                        .build(),
                new SubsamplingLayer.Builder(PoolingType.AVG)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .build(),
                new SubsamplingLayer.Builder(PoolingType.AVG)
                        .kernelSize(3, 3)
                        .stride(2, 2)
                        .padding(1, 1)
                        .avgPoolIncludePadInDivisor(true)
                        .build(),
                new SubsamplingLayer.Builder(PoolingType.MAX)
                        .kernelSize(3, 2)
                        .stride(2, 2)
                        .convolutionMode(ConvolutionMode.Same)
                        .build(),
                new GlobalPoolingLayer(PoolingType.AVG),
                new GlobalPoolingLayer(PoolingType.MAX),
                new BatchNormalization.Builder().eps(1e-3).build(),
                new BatchNormalization.Builder().useLogStd(false).build(),
                new BatchNormalization.Builder().lockGammaBeta(true).build(),
                new BatchNormalization.Builder()
                        .lockGammaBeta(true)
                        .gamma(0.7)
                        .beta(0.2)
                        .build(),
                new ActivationLayer(Activation.LEAKYRELU),
                new DropoutLayer(0.5),
                new ZeroPaddingLayer.Builder(1, 2, 0, 3).build(),
                new Upsampling2D.Builder(2).build(),
                new DenseLayer.Builder().nOut(7).hasBias(false).dropOut(0.5).build());
    }

    @ParameterizedTest
    @MethodSource("layers")
    void eachKindOfLayer(org.deeplearning4j.nn.conf.layers.Layer layer) {
        // DL4J itself fails on a network that begins with one of these.
        if (!(layer instanceof ActivationLayer || layer instanceof DropoutLayer)) {
            assertEqualOutputs(sequence(layer, output()), false);
        }
        boolean picture = !(layer instanceof DenseLayer || layer instanceof GlobalPoolingLayer);
        if (picture) {
            assertEqualOutputs(
                    sequence(
                            convolution(3, 2),
                            layer,
                            convolution(4, 1),
                            new GlobalPoolingLayer(PoolingType.AVG),
                            output()),
                    false);
        }
    }

    @ParameterizedTest
    @EnumSource(
            value = Activation.class,
            names = {
                "IDENTITY",
                "RELU",
                "RELU6",
                "LEAKYRELU",
                "ELU",
                "SELU",
                "GELU",
                "SWISH",
                "SIGMOID",
                "HARDSIGMOID",
                "TANH",
                "HARDTANH",
                "SOFTPLUS",
                "SOFTMAX"
            })
    void eachActivation(Activation activation) {
        assertEqualOutputs(
                sequence(
                        new DenseLayer.Builder().nOut(9).activation(activation).build(),
                        new DropoutLayer(0.5),
                        output()),
                false);
    }

    @Test
    void aSoftmaxAtTheEndIsLeftOut() {
        OutputLayer last = new OutputLayer.Builder(LossFunction.MCXENT)
                .nOut(CLASSES)
                .activation(Activation.SOFTMAX)
                .build();
        assertEqualOutputs(sequence(last), true);
        LossLayer loss = new LossLayer.Builder(LossFunction.MCXENT)
                .activation(Activation.SOFTMAX)
                .build();
        Dl4jTwin twin = assertEqualOutputs(
                sequence(convolution(CLASSES, 3), new GlobalPoolingLayer(PoolingType.AVG), loss), true);
        assertTrue(twin.named().blueprint().layers().stream().noneMatch(Layer.Softmax.class::isInstance));
    }

    @Test
    void rowsThatWerePicturesKeepTheirOrderThroughNormalisationAndBack() {
        Dl4jTwin twin = assertEqualOutputs(
                new Definition.Graph(graph().addLayer("conv", convolution(4, 3), "in")
                        .addLayer(
                                "dense",
                                new DenseLayer.Builder().nOut(2 * 3 * 5).build(),
                                "conv")
                        .addLayer("norm", new BatchNormalization.Builder().build(), "dense")
                        .addLayer("again", convolution(3, 2), new FeedForwardToCnnPreProcessor(2, 3, 5), "norm")
                        .addLayer("out", output(), "again")
                        .setOutputs("out")
                        .build()),
                false);
        assertEquals(new FlattenOrder(6, 8, 4), twin.named().orders().get("dense"));
        assertEquals("norm", twin.named().sources().get("norm"));
    }

    @Test
    void aNormalisationOfAFlattenedPictureHasTheSameOrder() {
        Dl4jTwin twin = assertEqualOutputs(
                new Definition.Graph(graph().addLayer("conv", convolution(2, 3), "in")
                        .addVertex("row", new ReshapeVertex(-1, 2 * 6 * 8), "conv")
                        .addLayer(
                                "norm",
                                new BatchNormalization.Builder()
                                        .nIn(96)
                                        .nOut(96)
                                        .build(),
                                "row")
                        .addVertex("picture", new ReshapeVertex(-1, 2, 6, 8), "norm")
                        .addVertex("other", new ReshapeVertex(-1, 4, 8, 3), "norm")
                        .addVertex("flat", new ReshapeVertex(-1, 96), "picture")
                        .addVertex("flat2", new ReshapeVertex(-1, 96), "other")
                        .addVertex("both", new MergeVertex(), "flat", "flat2")
                        .addLayer("out", output(), "both")
                        .setOutputs("out")
                        .build()),
                false);
        assertEquals(new FlattenOrder(6, 8, 2), twin.named().orders().get("norm"));
    }

    @Test
    void eachVertex() {
        assertEqualOutputs(
                new Definition.Graph(graph().addLayer("a", convolution(4, 3), "in")
                        .addLayer("b", convolution(4, 3), "in")
                        .addVertex("add", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b", "a")
                        .addVertex("sub", new ElementWiseVertex(ElementWiseVertex.Op.Subtract), "add", "b")
                        .addVertex("mean", new ElementWiseVertex(ElementWiseVertex.Op.Average), "sub", "a", "b")
                        .addVertex("times", new ElementWiseVertex(ElementWiseVertex.Op.Product), "mean", "a", "b")
                        .addVertex("scale", new ScaleVertex(0.3), "times")
                        .addVertex("shift", new ShiftVertex(-0.2), "scale")
                        .addVertex("merge", new MergeVertex(), "shift", "a")
                        .addLayer("c", convolution(3, 3), "merge")
                        .addLayer("d", new DenseLayer.Builder().nOut(4 * 6).build(), "c")
                        .addVertex("back", new PreprocessorVertex(new FeedForwardToCnnPreProcessor(2, 3, 4)), "d")
                        .addLayer("e", convolution(2, 2), "back")
                        .allowDisconnected(true)
                        .addLayer("dead", convolution(2, 2), "a")
                        .addLayer("out", output(), "e")
                        .setOutputs("out")
                        .build()),
                false);
    }

    @Test
    void namesAVertexItCannotCompute() {
        Definition definition = new Definition.Graph(graph().addLayer("a", convolution(4, 3), "in")
                .addVertex("unit", new L2NormalizeVertex(), "a")
                .addLayer("out", output(), "unit")
                .setOutputs("out")
                .build());
        assertRefused(definition, "unit", "L2NormalizeVertex");
        Definition greatest = new Definition.Graph(graph().addLayer("a", convolution(4, 3), "in")
                .addVertex("max", new ElementWiseVertex(ElementWiseVertex.Op.Max), "a", "a")
                .addLayer("out", output(), "max")
                .setOutputs("out")
                .build());
        assertRefused(greatest, "max", "Max");
    }

    @Test
    void refusesWhatDl4jComputesOtherwiseThanItSays() {
        assertRefused(
                sequence(
                        new ActivationLayer.Builder()
                                .name("odd")
                                .activation(new ActivationGELU(true))
                                .build(),
                        output()),
                "odd",
                "gelu");
        assertRefused(
                sequence(
                        new SubsamplingLayer.Builder(PoolingType.PNORM)
                                .name("odd")
                                .kernelSize(2, 2)
                                .pnorm(2)
                                .build(),
                        output()),
                "odd",
                "PNORM");
    }

    private static void assertRefused(Definition definition, String layer, String reason) {
        String message = assertThrows(
                        UnsupportedLayerException.class, () -> DefinitionReader.read(definition, PICTURE, CLASSES))
                .getMessage();
        assertTrue(message.contains("layer " + layer) && message.contains(reason), message);
    }
}
