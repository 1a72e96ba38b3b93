package io.gauntlet.engine.architecture;

import java.util.List;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.deeplearning4j.nn.multilayer.MultiLayerNetwork;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class StockArchitecturesTest {
    @ParameterizedTest
    @CsvSource({
        "mlp, 28, 28, 1",
        "small-cnn, 28, 28, 1",
        "madry-cnn, 28, 28, 1",
        "lenet5, 28, 28, 1",
        "mlp, 8, 6, 3",
        "small-cnn, 15, 18, 3",
        "lenet5, 13, 16, 3"
    })
    void computesTheProbabilitiesOfDl4jInEvaluationMode(String id, int height, int width, int channels) {
        long[] shape = {height, width, channels};
        Architecture.Definition definition = Architectures.stock().get(id).define(shape, 10);
        Blueprint blueprint = DefinitionReader.read(definition, shape, 10);
        try (CompiledNetwork network = TestData.network(blueprint, 3, 4)) {
            INDArray x = TestData.uniform(7, 4, shape);
            float[] ours = softmax(Memory.values(network.forward(x, RowDraws.none())), 10);
            float[] theirs = Memory.values(
                    dl4j(definition, network).output(x.permute(0, 3, 1, 2).dup('c'), false));
            assertArrayEquals(theirs, ours, 1e-5f);
        }
    }

    /** The same network in DL4J: channels first, rows of the first dense layer in that order. */
    private static MultiLayerNetwork dl4j(Architecture.Definition definition, CompiledNetwork network) {
        MultiLayerNetwork dl4j = new MultiLayerNetwork(((Architecture.Definition.Sequence) definition).configuration());
        dl4j.init();
        Blueprint blueprint = network.blueprint();
        float[] values = network.parameters().values();
        int next = 0;
        for (int i = 0; i < blueprint.layers().size(); i++) {
            Layer layer = blueprint.layers().get(i);
            if (layer instanceof Layer.Pool) {
                next++;
            } else if (layer instanceof Layer.Convolution || layer instanceof Layer.Dense) {
                ParameterLayout.Slot slot =
                        network.parameters().layout().slot(i, Role.WEIGHTS).orElseThrow();
                INDArray ours = slice(values, slot);
                long[] before = i == 0 ? blueprint.shape() : blueprint.inputShapes(i - 1, blueprint.outputShapes())[0];
                boolean flattened = layer instanceof Layer.Dense
                        && blueprint.layers().get(i - 1) instanceof Layer.Flatten
                        && before.length == 3;
                INDArray theirs = layer instanceof Layer.Convolution
                        ? ours.permute(3, 2, 0, 1)
                        : flattened ? channelsFirst(ours, before) : ours;
                dl4j.getLayer(next).setParam("W", theirs.dup('c'));
                dl4j.getLayer(next)
                        .setParam(
                                "b",
                                slice(
                                                values,
                                                network.parameters()
                                                        .layout()
                                                        .slot(i, Role.BIAS)
                                                        .orElseThrow())
                                        .reshape(1, -1));
                next++;
            }
        }
        return dl4j;
    }

    private static INDArray channelsFirst(INDArray rows, long[] picture) {
        long outputs = rows.size(1);
        return rows.reshape('c', picture[0], picture[1], picture[2], outputs)
                .permute(2, 0, 1, 3)
                .dup('c')
                .reshape('c', rows.size(0), outputs);
    }

    private static INDArray slice(float[] values, ParameterLayout.Slot slot) {
        float[] part = java.util.Arrays.copyOfRange(values, (int) slot.offset(), (int) (slot.offset() + slot.length()));
        return Nd4j.create(part, slot.shape(), 'c');
    }

    private static float[] softmax(float[] logits, int classes) {
        float[] p = logits.clone();
        for (int from = 0; from < p.length; from += classes) {
            double sum = 0;
            for (int c = 0; c < classes; c++) {
                sum += Math.exp(logits[from + c]);
            }
            for (int c = 0; c < classes; c++) {
                p[from + c] = (float) (Math.exp(logits[from + c]) / sum);
            }
        }
        return p;
    }

    @Test
    void freshWeightsHaveTheVarianceOfTheirRuleAndFollowTheSeed() {
        long[] shape = {28, 28, 1};
        Blueprint blueprint =
                DefinitionReader.read(Architectures.stock().get("mlp").define(shape, 10), shape, 10);
        ParameterLayout layout = new ParameterLayout(blueprint);
        float[] values = layout.draw(io.gauntlet.api.Seed.of(1));
        double sum = 0;
        for (int i = 0; i < 784 * 500; i++) {
            sum += (double) values[i] * values[i];
        }
        assertEquals(2.0 / 784, sum / (784 * 500), 0.02 / 784);
        assertArrayEquals(values, layout.draw(io.gauntlet.api.Seed.of(1)));
        assertEquals(0f, values[784 * 500]);
    }

    @Test
    void namesALayerItCannotCompute() {
        Architecture.Definition definition = new Architecture.Definition.Sequence(new NeuralNetConfiguration.Builder()
                .list(
                        new LSTM.Builder().nIn(4).nOut(3).name("memory").build(),
                        new OutputLayer.Builder().nIn(3).nOut(2).build())
                .build());
        String message = assertThrows(
                        UnsupportedLayerException.class, () -> DefinitionReader.read(definition, new long[] {4}, 2))
                .getMessage();
        assertTrue(message.contains("memory") && message.contains("LSTM"), message);
    }

    @Test
    void namesAnActivationItCannotCompute() {
        Architecture.Definition definition = new Architecture.Definition.Sequence(new NeuralNetConfiguration.Builder()
                .list(
                        new DenseLayer.Builder()
                                .nOut(3)
                                .activation(Activation.TANH)
                                .name("first")
                                .build(),
                        new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.feedForward(4))
                .build());
        String message = assertThrows(
                        UnsupportedLayerException.class, () -> DefinitionReader.read(definition, new long[] {4}, 2))
                .getMessage();
        assertTrue(message.contains("first") && message.contains("tanh"), message);
    }

    @Test
    void refusesAnIdThatIsTakenAndNamesWhatThereIs() {
        Architectures stock = Architectures.stock();
        assertThrows(IllegalArgumentException.class, () -> stock.with(List.of(stock.get("mlp"))));
        String message = assertThrows(IllegalArgumentException.class, () -> stock.get("resnet"))
                .getMessage();
        assertTrue(message.contains("small-cnn"), message);
    }
}
