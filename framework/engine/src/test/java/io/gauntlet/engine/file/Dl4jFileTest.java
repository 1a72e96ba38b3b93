package io.gauntlet.engine.file;

import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.stream.Stream;

import org.deeplearning4j.util.ModelSerializer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.DefinitionReader;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** DL4J reads what is written, and computes the same. */
class Dl4jFileTest {
    private static final int SAMPLES = 3;

    static Stream<String> architectures() {
        return Stream.of("mlp", "small-cnn", "madry-cnn", "lenet5", "resnet-8", "wide-resnet-16-4");
    }

    @ParameterizedTest
    @MethodSource("architectures")
    void theSameOutputs(String id) throws Exception {
        assertSameOutputs(id, 10, 10, 2);
    }

    /** Its first layer then has as many outputs as the picture has values: the bias must not be put in their order. */
    @Test
    void theSameOutputsOfALayerAsWideAsThePicture() throws Exception {
        assertSameOutputs("mlp", 10, 10, 5);
    }

    private static void assertSameOutputs(String id, long... shape) throws Exception {
        Architecture architecture = Architectures.stock().get(id);
        try (CompiledNetwork network = network(architecture, shape, 7)) {
            byte[] file = Dl4jFile.write(architecture, network);
            INDArray x = TestData.uniform(3, SAMPLES, shape);
            INDArray channelsFirst = x.permute(0, 3, 1, 2).dup('c');
            boolean sequence = architecture.define(shape, 7) instanceof Architecture.Definition.Sequence;
            INDArray output = sequence
                    ? ModelSerializer.restoreMultiLayerNetwork(new ByteArrayInputStream(file))
                            .output(channelsFirst, false)
                    : ModelSerializer.restoreComputationGraph(new ByteArrayInputStream(file))
                            .outputSingle(false, channelsFirst);
            float[] theirs = Memory.values(output);
            float[] ours = probabilities(Memory.values(network.forward(x, RowDraws.none())), 7);
            double spread = 0;
            for (int i = 0; i < ours.length; i++) {
                assertEquals(theirs[i], ours[i], 1e-4, "output " + i);
                spread = Math.max(spread, Math.abs(ours[i] - 1.0 / 7));
            }
            assertTrue(spread > 0.05, "all outputs are alike: nothing is compared");
        }
    }

    /** Parameters as after some training, running statistics too. */
    private static CompiledNetwork network(Architecture architecture, long[] shape, int classes) {
        ParameterLayout layout =
                new ParameterLayout(DefinitionReader.read(architecture.define(shape, classes), shape, classes));
        float[] values = layout.draw(Seed.of(1));
        Draws draws = Seed.of(2).draws();
        for (ParameterLayout.Slot slot : layout.slots()) {
            for (int i = (int) slot.offset(); i < slot.offset() + slot.length(); i++) {
                if (slot.role() == Role.SCALE || slot.role() == Role.VARIANCE) {
                    values[i] = (float) draws.uniform(0.5, 1.5);
                } else if (slot.role() != Role.WEIGHTS) {
                    values[i] = (float) draws.uniform(-0.3, 0.3);
                }
            }
        }
        return CompiledNetwork.of(
                architecture.description().id(),
                DefinitionReader.read(architecture.define(shape, classes), shape, classes),
                values,
                SAMPLES);
    }

    private static float[] probabilities(float[] logits, int classes) {
        float[] p = new float[logits.length];
        for (int from = 0; from < p.length; from += classes) {
            double sum = 0;
            for (int c = from; c < from + classes; c++) {
                sum += Math.exp(logits[c]);
            }
            for (int c = from; c < from + classes; c++) {
                p[c] = (float) (Math.exp(logits[c]) / sum);
            }
        }
        return p;
    }

    @Test
    void anotherArchitectureIsRefused() {
        Architecture lenet = Architectures.stock().get("lenet5");
        try (CompiledNetwork network = network(lenet, new long[] {10, 10, 1}, 10)) {
            for (String other : List.of("madry-cnn", "resnet-8")) {
                Architecture architecture = Architectures.stock().get(other);
                IllegalArgumentException e =
                        assertThrows(IllegalArgumentException.class, () -> Dl4jFile.write(architecture, network));
                assertTrue(String.valueOf(e.getMessage()).contains(other), e::getMessage);
            }
        }
    }
}
