package io.gauntlet.engine.architecture;

import java.util.List;

import org.deeplearning4j.nn.conf.NeuralNetConfiguration;
import org.deeplearning4j.nn.conf.inputs.InputType;
import org.deeplearning4j.nn.conf.layers.DenseLayer;
import org.deeplearning4j.nn.conf.layers.LSTM;
import org.deeplearning4j.nn.conf.layers.OutputLayer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.activations.Activation;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.Dl4jTwin;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.UnsupportedLayerException;

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
        "lenet5, 13, 16, 3",
        "resnet-8, 32, 32, 3",
        "resnet-8-convex, 16, 16, 1",
        "resnet-20, 15, 18, 1",
        "wide-resnet-16-4, 16, 16, 3"
    })
    void computesTheProbabilitiesOfDl4jInEvaluationMode(String id, int height, int width, int channels) {
        long[] shape = {height, width, channels};
        Architecture.Definition definition = Architectures.stock().get(id).define(shape, 10);
        Dl4jTwin twin = new Dl4jTwin(definition, shape, 10, 3);
        INDArray x = TestData.uniform(7, 4, shape);
        assertArrayEquals(twin.ours(x, true), twin.dl4j(x), 1e-4f);
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
                                .activation(Activation.CUBE)
                                .name("first")
                                .build(),
                        new OutputLayer.Builder().nOut(2).build())
                .setInputType(InputType.feedForward(4))
                .build());
        String message = assertThrows(
                        UnsupportedLayerException.class, () -> DefinitionReader.read(definition, new long[] {4}, 2))
                .getMessage();
        assertTrue(message.contains("first") && message.contains("cube"), message);
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
