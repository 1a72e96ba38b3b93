package io.gauntlet.engine.onnx;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

import onnx.Onnx;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.data.ByteExamples;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class OnnxFileTest {
    private static Onnx.TensorProto tensor(String name, float[] values, long... shape) {
        Onnx.TensorProto.Builder tensor =
                Onnx.TensorProto.newBuilder().setName(name).setDataType(Onnx.TensorProto.DataType.FLOAT.getNumber());
        for (long side : shape) {
            tensor.addDims(side);
        }
        for (float value : values) {
            tensor.addFloatData(value);
        }
        return tensor.build();
    }

    private static Onnx.NodeProto node(
            String type, List<String> inputs, String output, Onnx.AttributeProto... attributes) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(type)
                .addAllInput(inputs)
                .addOutput(output)
                .addAllAttribute(Arrays.asList(attributes))
                .build();
    }

    private static Onnx.AttributeProto integers(String name, long... values) {
        Onnx.AttributeProto.Builder attribute = Onnx.AttributeProto.newBuilder().setName(name);
        for (long value : values) {
            attribute.addInts(value);
        }
        return attribute.build();
    }

    private static Onnx.AttributeProto integer(String name, long value) {
        return Onnx.AttributeProto.newBuilder().setName(name).setI(value).build();
    }

    private static Onnx.ValueInfoProto value(String name, long... shape) {
        Onnx.TensorShapeProto.Builder sides = Onnx.TensorShapeProto.newBuilder();
        for (long side : shape) {
            sides.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder().setShape(sides)))
                .build();
    }

    private static byte[] file(List<Onnx.TensorProto> weights, Onnx.NodeProto... nodes) {
        return Onnx.ModelProto.newBuilder()
                .setGraph(Onnx.GraphProto.newBuilder()
                        .addInput(value("x", 1, 2, 3, 3))
                        .addOutput(value("y", 1, 2))
                        .addAllInitializer(weights)
                        .addAllNode(Arrays.asList(nodes)))
                .build()
                .toByteArray();
    }

    /** Sums of single pixels with weights that tell channel, row and column apart: x[c,y,x] -> 100c + 10y + x. */
    private static float[] places() {
        float[] places = new float[18];
        for (int i = 0; i < 18; i++) {
            places[i] = 100 * (i / 9) + 10 * (i % 9 / 3) + i % 3;
        }
        return places;
    }

    @Test
    void aFlattenedPictureKeepsItsChannelsApart() {
        float[] rows = new float[36];
        System.arraycopy(places(), 0, rows, 0, 18);
        byte[] file = file(
                List.of(tensor("w", rows, 2, 18), tensor("b", new float[] {0.5f, -1}, 2)),
                node("Sub", List.of("x", "half"), "x1"),
                node("Shape", List.of("x1"), "s"),
                node("Constant", List.of(), "zero"),
                node("Flatten", List.of("x1"), "f"),
                node("Gemm", List.of("f", "w", "b"), "y", integer("transB", 1)));
        assertThrows(UnsupportedLayerException.class, () -> OnnxFile.read(file, "x", 4));

        byte[] right = file(
                List.of(tensor("w", rows, 2, 18), tensor("b", new float[] {0.5f, -1}, 2), tensor("half", new float[] {
                    0.5f
                })),
                node("Sub", List.of("x", "half"), "x1"),
                node("Dropout", List.of("x1"), "x2"),
                node("Flatten", List.of("x2"), "f"),
                node("Gemm", List.of("f", "w", "b"), "y", integer("transB", 1)));
        try (CompiledNetwork network = OnnxFile.read(right, "x", 4)) {
            assertEquals("[3, 3, 2]", Arrays.toString(network.inputShape()));
            for (int i = 0; i < 18; i++) {
                float[] picture = new float[18];
                Arrays.fill(picture, 0.5f);
                int channel = i / 9;
                int place = i % 9;
                picture[place * 2 + channel] = 1.5f;
                INDArray y = network.forward(Memory.array(picture, 1, 3, 3, 2), RowDraws.none());
                assertEquals(places()[i] + 0.5f, y.getFloat(0, 0), 1e-4);
                assertEquals(-1f, y.getFloat(0, 1), 1e-4);
            }
        }
    }

    @Test
    void shapesAroundAReshapeAreComputedAndAddBecomesABias() {
        Onnx.TensorProto first = Onnx.TensorProto.newBuilder()
                .setDataType(Onnx.TensorProto.DataType.INT64.getNumber())
                .addInt64Data(0)
                .build();
        Onnx.TensorProto rest =
                first.toBuilder().clearInt64Data().addInt64Data(-1).addDims(1).build();
        float[] columns = new float[36];
        for (int i = 0; i < 18; i++) {
            columns[2 * i] = places()[i];
        }
        byte[] file = file(
                List.of(
                        tensor("w", columns, 18, 2),
                        tensor("b", new float[] {3, 4}, 2),
                        tensor("k", new float[] {1, 0, 0, 1}, 2, 2, 1, 1)),
                node("Conv", List.of("x", "k"), "c", integers("kernel_shape", 1, 1)),
                node("Shape", List.of("c"), "s"),
                node(
                        "Constant",
                        List.of(),
                        "i",
                        Onnx.AttributeProto.newBuilder()
                                .setName("value")
                                .setT(first)
                                .build()),
                node("Gather", List.of("s", "i"), "g", integer("axis", 0)),
                node("Unsqueeze", List.of("g"), "u", integers("axes", 0)),
                node(
                        "Constant",
                        List.of(),
                        "m",
                        Onnx.AttributeProto.newBuilder()
                                .setName("value")
                                .setT(rest)
                                .build()),
                node("Concat", List.of("u", "m"), "t", integer("axis", 0)),
                node("Reshape", List.of("c", "t"), "f"),
                node("MatMul", List.of("f", "w"), "p"),
                node("Add", List.of("p", "b"), "y"));
        try (CompiledNetwork network = OnnxFile.read(file, "x", 4)) {
            float[] picture = new float[18];
            picture[5 * 2 + 1] = 1;
            INDArray y = network.forward(Memory.array(picture, 1, 3, 3, 2), RowDraws.none());
            assertEquals(places()[9 + 5] + 3, y.getFloat(0, 0), 1e-4);
            assertEquals(4, y.getFloat(0, 1), 1e-4);
        }
    }

    @Test
    void namesAnOperationItDoesNotCompute() {
        byte[] file = file(List.of(), node("NonMaxSuppression", List.of("x"), "y"));
        String message = assertThrows(UnsupportedLayerException.class, () -> OnnxFile.read(file, "x", 4))
                .getMessage();
        assertTrue(message.contains("NonMaxSuppression") && message.contains("Conv"), message);
    }

    @ParameterizedTest
    @CsvSource({"wong2020_pgd.onnx, 9899", "wong2018_certified.onnx, 9820"})
    void publishedModelsAnswerAsTheirAuthorsSay(String name, int right) throws IOException {
        Optional<Path> model = TestData.sharedModel(name);
        Optional<ByteExamples> mnist = TestData.mnistTest();
        if (model.isEmpty() || mnist.isEmpty()) {
            System.out.println(
                    "Skipped: " + name + " needs ../shared/models and MNIST's test files in .gauntlet/data/mnist"
                            + " or in the folder that GAUNTLET_TEST_MNIST names.");
        }
        Assumptions.assumeTrue(model.isPresent() && mnist.isPresent());
        ByteExamples test = mnist.orElseThrow();
        int correct = 0;
        try (CompiledNetwork network = OnnxFile.read(Files.readAllBytes(model.orElseThrow()), name, 64)) {
            float[] pixels = new float[100 * 784];
            for (int from = 0; from < 10_000; from += 100) {
                for (int i = 0; i < 100; i++) {
                    test.read(from + i, pixels, i * 784);
                }
                float[] logits = Memory.values(network.forward(Memory.array(pixels, 100, 28, 28, 1), RowDraws.none()));
                for (int i = 0; i < 100; i++) {
                    correct += largest(logits, i * 10) == test.label(from + i) ? 1 : 0;
                }
            }
        }
        assertEquals(right, correct, 1);
    }

    private static int largest(float[] logits, int from) {
        int at = 0;
        for (int c = 1; c < 10; c++) {
            at = logits[from + c] > logits[from + at] ? c : at;
        }
        return at;
    }
}
