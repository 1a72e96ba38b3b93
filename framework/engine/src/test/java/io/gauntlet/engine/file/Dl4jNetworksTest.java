package io.gauntlet.engine.file;

import org.deeplearning4j.nn.conf.CNN2DFormat;
import org.deeplearning4j.nn.conf.ConvolutionMode;
import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.graph.ElementWiseVertex;
import org.deeplearning4j.nn.conf.graph.MergeVertex;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.ActivationLayer;
import org.deeplearning4j.nn.conf.layers.BatchNormalization;
import org.deeplearning4j.nn.conf.layers.ConvolutionLayer;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.DropoutLayer;
import org.deeplearning4j.nn.conf.layers.GlobalPoolingLayer;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.conf.layers.PoolingType;
import org.deeplearning4j.nn.conf.layers.SeparableConvolution2D;
import org.deeplearning4j.nn.conf.layers.SubsamplingLayer;
import org.deeplearning4j.nn.graph.ComputationGraph;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;
import org.nd4j.linalg.lossfunctions.LossFunctions;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Live networks of DL4J, compiled, against their own evaluation mode. */
class Dl4jNetworksTest {
    /** Every parameter, running statistics too, away from its first value. */
    private static void draw(INDArray parameters) {
        float[] values = new float[(int) parameters.length()];
        Seed.of(9).draws().fillUniform(values, -0.25f, 0.35f);
        parameters.assign(Nd4j.createFromArray(values).reshape(parameters.shape()));
    }

    private static OutputLayer output(int classes, Activation activation) {
        return new OutputLayer.Builder(
                        activation == Activation.SOFTMAX
                                ? LossFunctions.LossFunction.MCXENT
                                : LossFunctions.LossFunction.MSE)
                .nOut(classes)
                .activation(activation)
                .build();
    }

    /** Batch normalisation that keeps its variance as a logarithm, which may have any sign. */
    private static BatchNormalization normalisation() {
        return new BatchNormalization.Builder().useLogStd(true).build();
    }

    private static void assertSame(float[] expected, CompiledNetwork network, INDArray x) {
        assertArrayEquals(expected, Memory.values(network.forward(x, RowDraws.none())), 1e-4f);
    }

    @ParameterizedTest
    @ValueSource(strings = {"NCHW", "NHWC"})
    void aSequenceOfPictures(String order) {
        CNN2DFormat format = CNN2DFormat.valueOf(order);
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .activation(Activation.IDENTITY)
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3)
                        .nOut(4)
                        .stride(2, 1)
                        .convolutionMode(ConvolutionMode.Same)
                        .activation(Activation.LEAKYRELU)
                        .build())
                .layer(normalisation())
                .layer(new ActivationLayer(Activation.GELU))
                .layer(new SubsamplingLayer.Builder(SubsamplingLayer.PoolingType.MAX)
                        .kernelSize(2, 2)
                        .stride(2, 2)
                        .build())
                .layer(new DenseLayer.Builder()
                        .nOut(9)
                        .activation(Activation.TANH)
                        .build())
                .layer(new DropoutLayer.Builder(0.5).activation(Activation.TANH).build())
                .layer(output(5, Activation.IDENTITY))
                .setInputType(InputType.convolutional(9, 8, 3, format))
                .build());
        network.init();
        draw(network.params());
        INDArray x = TestData.uniform(4, 5, 9, 8, 3);
        INDArray theirs = format == CNN2DFormat.NHWC ? x : x.permute(0, 3, 1, 2).dup('c');
        try (CompiledNetwork compiled = Dl4jNetworks.compile(network, new long[] {9, 8, 3}, 4)) {
            assertEquals(5, compiled.classes());
            assertSame(Memory.values(network.output(theirs, false)), compiled, x);
        }
    }

    @Test
    void rowsSayTheirSizeThemselves() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new DenseLayer.Builder()
                        .nIn(7)
                        .nOut(6)
                        .activation(Activation.SELU)
                        .build())
                .layer(output(3, Activation.SOFTMAX))
                .build());
        network.init();
        INDArray x = TestData.uniform(5, 4, 7);
        try (CompiledNetwork compiled = Dl4jNetworks.compile(network, 4)) {
            float[] expected = Memory.values(network.output(x, false));
            float[] logits = Memory.values(compiled.forward(x, RowDraws.none()));
            for (int i = 0; i < 12; i += 3) {
                double sum = 0;
                for (int c = 0; c < 3; c++) {
                    sum += Math.exp(logits[i + c]);
                }
                for (int c = 0; c < 3; c++) {
                    assertEquals(expected[i + c], Math.exp(logits[i + c]) / sum, 1e-5);
                }
            }
        }
    }

    @Test
    void picturesThatAreRowsFirst() {
        MultiLayerNetwork network = new MultiLayerNetwork(new NeuralNetConfiguration.Builder()
                .list()
                .layer(new ConvolutionLayer.Builder(3, 3).nOut(2).build())
                .layer(output(3, Activation.IDENTITY))
                .setInputType(InputType.convolutionalFlat(6, 5, 1))
                .build());
        network.init();
        INDArray x = TestData.uniform(6, 4, 6, 5, 1);
        try (CompiledNetwork compiled = Dl4jNetworks.compile(network, 4)) {
            assertArrayEquals(new long[] {6, 5, 1}, compiled.inputShape());
            assertSame(Memory.values(network.output(x.reshape(4, 30), false)), compiled, x);
        }
    }

    @Test
    void aGraph() {
        ComputationGraph network = new ComputationGraph(new NeuralNetConfiguration.Builder()
                .convolutionMode(ConvolutionMode.Same)
                .graphBuilder()
                .addInputs("in")
                .setInputTypes(InputType.convolutional(8, 8, 3))
                .addLayer("a", new ConvolutionLayer.Builder(3, 3).nOut(4).build(), "in")
                .addLayer("norm", normalisation(), "a")
                .addLayer("relu", new ActivationLayer(Activation.RELU), "norm")
                .addLayer("b", new SeparableConvolution2D.Builder(3, 3).nOut(4).build(), "relu")
                .addVertex("sum", new ElementWiseVertex(ElementWiseVertex.Op.Add), "a", "b")
                .addVertex("join", new MergeVertex(), "sum", "in")
                .addLayer("pool", new GlobalPoolingLayer(PoolingType.AVG), "join")
                .addLayer("out", output(6, Activation.IDENTITY), "pool")
                .setOutputs("out")
                .build());
        network.init();
        draw(network.params());
        INDArray x = TestData.uniform(7, 5, 8, 8, 3);
        try (CompiledNetwork compiled = Dl4jNetworks.compile(network, new long[] {8, 8, 3}, 4)) {
            assertSame(
                    Memory.values(
                            network.outputSingle(false, x.permute(0, 3, 1, 2).dup('c'))),
                    compiled,
                    x);
        }
        String message = assertThrows(IllegalArgumentException.class, () -> Dl4jNetworks.compile(network, 4))
                .getMessage();
        assertTrue(message.contains("size of its input"), message);
    }
}
