package io.gauntlet.engine.onnx;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.layout.UnsupportedLayerException;

import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Files that were cut off or changed, and files that are made to do harm. */
class OnnxDamageTest {
    private static final int CHANGES = 100;

    private static byte[] resource(String name) {
        try (InputStream in = OnnxDamageTest.class.getResourceAsStream("/onnx/" + name)) {
            return in.readAllBytes();
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    /** Reads a file, which must be a network or be refused in one sentence. */
    private static boolean read(byte[] file) {
        try {
            OnnxFile.read(file, "x", 2).close();
            return true;
        } catch (DamagedFileException | UnsupportedLayerException e) {
            String message = e.getMessage();
            assertTrue(message.endsWith(".") && message.lines().count() == 1, message);
            return false;
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"residual-17-unfolded.onnx", "shuffle-11.onnx", "flat-normalisation-9.onnx"})
    void cutOffAnywhere(String name) {
        byte[] file = resource(name);
        for (int part = 0; part < 50; part++) {
            byte[] cut = Arrays.copyOf(file, file.length * part / 50);
            assertTrue(!read(cut), "a file cut off after " + cut.length + " bytes was read");
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "residual-17-unfolded.onnx",
                "squeeze-excite-9.onnx",
                "shuffle-11.onnx",
                "pools-17.onnx",
                "inner-softmax-13.onnx"
            })
    void changedAnywhere(String name) {
        byte[] file = resource(name);
        Draws draws = Seed.of(23).draws();
        for (int i = 0; i < CHANGES; i++) {
            byte[] changed = file.clone();
            for (int change = draws.index(3); change >= 0; change--) {
                changed[draws.index(changed.length)] = (byte) draws.index(256);
            }
            read(changed);
        }
    }

    /** Weights are most of a file: structures alone are hit more often without them. */
    @Test
    void changedStructures() throws IOException {
        Onnx.ModelProto model = Onnx.ModelProto.parseFrom(resource("residual-17-unfolded.onnx"));
        Onnx.GraphProto.Builder graph = model.getGraph().toBuilder();
        byte[] nodes = graph.clone().clearInitializer().build().toByteArray();
        Draws draws = Seed.of(29).draws();
        for (int i = 0; i < 2 * CHANGES; i++) {
            byte[] changed = nodes.clone();
            changed[draws.index(changed.length)] = (byte) draws.index(256);
            Onnx.GraphProto other;
            try {
                other = Onnx.GraphProto.parseFrom(changed);
            } catch (IOException e) {
                continue;
            }
            read(model.toBuilder()
                    .setGraph(other.toBuilder().addAllInitializer(graph.getInitializerList()))
                    .build()
                    .toByteArray());
        }
    }

    @Test
    void otherFilesAreRefused() {
        assertThrows(
                DamagedFileException.class,
                () -> OnnxFile.read("not a network".getBytes(StandardCharsets.UTF_8), "x", 4));
        assertThrows(DamagedFileException.class, () -> OnnxFile.read(new byte[0], "x", 4));
    }

    @Test
    void impossibleSizesTakeNoRoom() {
        OnnxGraph padded = OnnxGraph.of(9, 2, 3, 3);
        padded.then("Pad", OnnxGraph.list("pads", 0, 0, 60_000, 60_000, 0, 0, 60_000, 60_000));
        refused(padded.classified(18), "Pad");

        OnnxGraph grown = OnnxGraph.of(13, 2, 3, 3);
        String room = grown.node("ConstantOfShape", List.of(grown.integers(1 << 20, 1 << 20)));
        grown.node("Add", List.of("x", room));
        refused(grown.classified(18), "ConstantOfShape");

        OnnxGraph doubled = OnnxGraph.of(13, 2, 64, 64);
        for (int i = 0; i < 40; i++) {
            doubled.node("Concat", List.of(doubled.last(), doubled.last()), OnnxGraph.integer("axis", 1));
        }
        refused(doubled.classified(18), "Concat");

        OnnxGraph wide = OnnxGraph.of(13, 60_000, 1, 1);
        wide.then("Slice", List.of(wide.integers(0), wide.integers(59_999), wide.integers(1)));
        refused(wide.classified(18), "Slice");
    }

    private static void refused(byte[] file, String named) {
        String message = assertThrows(RuntimeException.class, () -> OnnxFile.read(file, "x", 2))
                .getMessage();
        assertTrue(!read(file) && message.contains(named), message);
    }

    @Test
    void weightsInOtherFilesAreRefused() {
        Onnx.TensorProto outside = Onnx.TensorProto.newBuilder()
                .setName("w")
                .setDataType(1)
                .addDims(4)
                .setDataLocation(Onnx.TensorProto.DataLocation.EXTERNAL)
                .build();
        byte[] file = Onnx.ModelProto.newBuilder()
                .setGraph(Onnx.GraphProto.newBuilder()
                        .addInitializer(outside)
                        .addNode(Onnx.NodeProto.newBuilder().setOpType("Relu")))
                .build()
                .toByteArray();
        String message = assertThrows(DamagedFileException.class, () -> OnnxFile.read(file, "x", 2))
                .getMessage();
        assertTrue(message.contains("weights inside"), message);
    }

    @Test
    void saysWhatItCannotCompute() {
        OnnxGraph normalised = OnnxGraph.of(17, 2, 4, 4);
        normalised.then("InstanceNormalization", List.of(normalised.weights(2), normalised.weights(2)));
        refused(normalised.classified(32), "InstanceNormalization_");
        refused(OnnxGraph.of(13, 4, 4).then("Relu").classified(16), "3 dimensions");
        refused(OnnxGraph.of(13, 3, 4, 4).then("Erf").classified(48), "GELU");
    }
}
