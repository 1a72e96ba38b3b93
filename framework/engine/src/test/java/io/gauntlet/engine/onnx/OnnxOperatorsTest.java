package io.gauntlet.engine.onnx;

import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;

import onnx.Onnx;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.network.CompiledNetwork;

import static io.gauntlet.engine.onnx.OnnxGraph.integer;
import static io.gauntlet.engine.onnx.OnnxGraph.list;
import static io.gauntlet.engine.onnx.OnnxGraph.number;
import static io.gauntlet.engine.onnx.OnnxGraph.text;
import static io.gauntlet.engine.onnx.OnnxRuntime.assertSame;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Each operation in the forms that the operator sets give it, against ONNX Runtime. */
class OnnxOperatorsTest {
    @ParameterizedTest
    @CsvSource({
        // channels out, groups, kernel, stride, pad before, pad after, dilation, values that come out
        "4, 1, 3, 1, 1, 1, 1, 256",
        "6, 2, 3, 2, 1, 0, 1, 96",
        "4, 4, 3, 1, 2, 2, 2, 256",
        "8, 4, 5, 3, 0, 2, 1, 32",
        "5, 1, 1, 2, 0, 0, 1, 80",
    })
    void convolutions(int channels, int groups, int k, int s, int before, int after, int d, int values) {
        OnnxGraph graph = OnnxGraph.of(9, 4, 8, 8);
        graph.then(
                "Conv",
                List.of(graph.weights(channels, 4 / groups, k, k), graph.weights(channels)),
                list("kernel_shape", k, k),
                list("strides", s, s),
                list("pads", before, before, after, after),
                list("dilations", d, d),
                integer("group", groups));
        assertSame(graph.classified(values), false);
    }

    @ParameterizedTest
    @CsvSource({"SAME_UPPER, 48", "SAME_LOWER, 48", "VALID, 18"})
    void automaticPadding(String mode, int values) {
        OnnxGraph graph = OnnxGraph.of(11, 2, 8, 7);
        graph.then(
                "Conv",
                List.of(graph.weights(3, 2, 4, 3)),
                list("kernel_shape", 4, 3),
                list("strides", 2, 2),
                text("auto_pad", mode));
        assertSame(graph.classified(mode.equals("VALID") ? 27 : values), false);
    }

    @ParameterizedTest
    @CsvSource({
        "MaxPool, 3, 2, 1, 0, 0, 32", "MaxPool, 3, 2, 0, 1, 0, 24", "MaxPool, 2, 2, 0, 0, 0, 24",
        "AveragePool, 3, 2, 1, 0, 0, 32", "AveragePool, 3, 2, 1, 0, 1, 32", "AveragePool, 2, 2, 0, 1, 0, 32",
        "AveragePool, 3, 1, 1, 0, 1, 112",
    })
    void pools(String type, int k, int s, int pad, int ceil, int count, int values) {
        OnnxGraph graph = OnnxGraph.of(11, 2, 7, 8);
        Stream<Onnx.AttributeProto> attributes = Stream.of(
                list("kernel_shape", k, k),
                list("strides", s, s),
                list("pads", pad, pad, pad, pad),
                integer("ceil_mode", ceil));
        Stream<Onnx.AttributeProto> more =
                type.equals("MaxPool") ? Stream.of() : Stream.of(integer("count_include_pad", count));
        graph.then(type, Stream.concat(attributes, more).toArray(Onnx.AttributeProto[]::new));
        assertSame(graph.classified(values), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"GlobalAveragePool", "GlobalMaxPool"})
    void wholePictures(String type) {
        assertSame(OnnxGraph.of(9, 3, 5, 6).then(type).classified(3), false);
    }

    @ParameterizedTest
    @CsvSource({"13, true", "13, false", "18, true", "18, false"})
    void meansOverHeightAndWidth(int opset, boolean keep) {
        OnnxGraph graph = OnnxGraph.of(opset, 3, 5, 6);
        if (opset >= 18) {
            graph.then("ReduceMean", List.of(graph.integers(2, 3)), integer("keepdims", keep ? 1 : 0));
        } else {
            graph.then("ReduceMean", list("axes", -2, -1), integer("keepdims", keep ? 1 : 0));
        }
        assertSame(graph.classified(3), false);
    }

    @ParameterizedTest
    @MethodSource
    void functions(Onnx.NodeProto node) {
        OnnxGraph graph = OnnxGraph.of(16, 2, 3, 4);
        graph.then("Mul", List.of(graph.numbers(new float[] {3}, 1)));
        graph.then(node.getOpType(), node.getAttributeList().toArray(Onnx.AttributeProto[]::new));
        assertSame(graph.classified(24), false);
    }

    static Stream<Onnx.NodeProto> functions() {
        return Stream.of(
                function("Relu"),
                function("LeakyRelu", number("alpha", 0.2)),
                function("LeakyRelu"),
                function("Elu", number("alpha", 0.7)),
                function("Selu"),
                function("Selu", number("alpha", 1.5), number("gamma", 1.2)),
                function("Celu", number("alpha", 1.5)),
                function("Sigmoid"),
                function("HardSigmoid", number("alpha", 1 / 6.0)),
                function("HardSigmoid"),
                function("HardSwish"),
                function("Tanh"),
                function("Softplus"),
                function("Abs"),
                function("Neg"),
                function("Identity"));
    }

    private static Onnx.NodeProto function(String type, Onnx.AttributeProto... attributes) {
        return Onnx.NodeProto.newBuilder()
                .setOpType(type)
                .addAllAttribute(List.of(attributes))
                .build();
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 13})
    void clips(int opset) {
        OnnxGraph graph = OnnxGraph.of(opset, 2, 3, 3);
        if (opset < 11) {
            graph.then("Clip", number("min", 0), number("max", 0.6));
        } else {
            graph.then("Clip", List.of(graph.numbers(new float[] {-0.4f}), graph.numbers(new float[] {0.8f})));
        }
        assertSame(graph.classified(18), false);
    }

    @Test
    void greaterAndLesserThanANumber() {
        OnnxGraph graph = OnnxGraph.of(13, 2, 3, 3);
        graph.then("Max", List.of(graph.numbers(new float[] {-0.4f})));
        graph.then("Min", List.of(graph.numbers(new float[] {0.8f})));
        assertSame(graph.classified(18), false);
    }

    @ParameterizedTest
    @CsvSource({"true, 9", "false, 15"})
    void normalisation(boolean picture, int opset) {
        OnnxGraph graph = picture ? OnnxGraph.of(opset, 3, 4, 4) : OnnxGraph.of(opset, 6);
        int channels = picture ? 3 : 6;
        graph.then(
                "BatchNormalization",
                List.of(
                        graph.weights(channels),
                        graph.weights(channels),
                        graph.weights(channels),
                        graph.weights(0.2, 1.5, channels)),
                number("epsilon", 0.01));
        assertSame(graph.classified(picture ? 48 : 6), false);
    }

    @ParameterizedTest
    @CsvSource({"Add, 1", "Sub, 1", "Mul, 1", "Div, 1", "Add, 3", "Div, 3", "Sub, 12", "Mul, 12", "Add, 4"})
    void constants(String type, int numbers) {
        OnnxGraph graph = OnnxGraph.of(13, 3, 2, 4);
        long[] shape = switch (numbers) {
            case 3 -> new long[] {1, 3, 1, 1};
            case 12 -> new long[] {3, 1, 4};
            default -> new long[] {numbers};
        };
        graph.then(type, List.of(graph.weights(0.5, 2, shape)));
        assertSame(graph.classified(24), false);
    }

    @Test
    void anInputNormalisationIsOneScale() {
        OnnxGraph graph = OnnxGraph.of(11, 3, 4, 4);
        graph.then("Sub", List.of(graph.weights(0.2, 0.6, 1, 3, 1, 1)));
        graph.then("Div", List.of(graph.weights(0.2, 0.6, 1, 3, 1, 1)));
        byte[] file = graph.classified(48);
        assertSame(file, false);
        try (CompiledNetwork network = OnnxFile.read(file, "x", 2)) {
            assertEquals(
                    1,
                    network.blueprint().layers().stream()
                            .filter(Layer.Scale.class::isInstance)
                            .count());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Add", "Sub", "Mul"})
    void twoBranches(String type) {
        OnnxGraph graph = OnnxGraph.of(13, 3, 4, 4);
        String a = graph.node("Relu", List.of("x"));
        String b = graph.node("Conv", List.of("x", graph.weights(3, 3, 1, 1)));
        graph.node(type, List.of(a, b));
        assertSame(graph.classified(48), false);
    }

    @ParameterizedTest
    @CsvSource({"1, 80", "2, 96", "3, 96"})
    void concatenations(int axis, int values) {
        OnnxGraph graph = OnnxGraph.of(13, 3, 4, 4);
        String a = graph.node("Conv", List.of("x", graph.weights(axis == 1 ? 2 : 3, 3, 1, 1)));
        graph.node("Concat", List.of("x", a), integer("axis", axis));
        assertSame(graph.classified(values), false);
    }

    @Test
    void flattenedPicturesSideBySide() {
        OnnxGraph graph = OnnxGraph.of(13, 2, 3, 4);
        String a = graph.node("Flatten", List.of("x"));
        String turned = graph.node("Transpose", List.of("x"), list("perm", 0, 3, 1, 2));
        String b = graph.node("Flatten", List.of(turned));
        String both = graph.node("Add", List.of(a, b));
        graph.node("Concat", List.of(a, both, b), integer("axis", 1));
        assertSame(graph.classified(72), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 11, 18})
    void zerosAround(int opset) {
        OnnxGraph graph = OnnxGraph.of(opset, 2, 3, 3);
        if (opset < 11) {
            graph.then("Pad", list("pads", 0, 0, 1, 0, 0, 0, 2, 1));
        } else if (opset < 18) {
            graph.then("Pad", List.of(graph.integers(0, 1, 1, 0, 0, 0, 2, 1)), text("mode", "constant"));
        } else {
            graph.then("Pad", List.of(graph.integers(1, 0, 2, 1), "", graph.integers(2, 3)));
        }
        assertSame(graph.classified(opset == 11 ? 72 : 48), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 10, 11, 13})
    void pixelsRepeated(int opset) {
        OnnxGraph graph = OnnxGraph.of(opset, 2, 3, 3);
        String scales = graph.numbers(new float[] {1, 1, 2, 3}, 4);
        if (opset == 9) {
            graph.then("Upsample", List.of(scales), text("mode", "nearest"));
        } else if (opset == 10) {
            graph.then("Resize", List.of(scales), text("mode", "nearest"));
        } else {
            graph.then(
                    "Resize",
                    List.of(graph.numbers(new float[0], 0), scales),
                    text("mode", "nearest"),
                    text("coordinate_transformation_mode", opset == 11 ? "asymmetric" : "half_pixel"),
                    text("nearest_mode", opset == 11 ? "floor" : "round_prefer_floor"));
        }
        assertSame(graph.classified(108), false);
    }

    @ParameterizedTest
    @CsvSource({"2, 0, 100, 2, 24", "1, 1, 3, 1, 40", "3, 3, -100, -2, 24", "2, 1, 4, 1, 36"})
    void slices(int axis, long start, long end, long step, int values) {
        OnnxGraph graph = OnnxGraph.of(11, 3, 5, 4);
        graph.then(
                "Slice",
                List.of(graph.integers(start), graph.integers(end), graph.integers(axis), graph.integers(step)));
        assertSame(graph.classified(axis == 2 && step == 2 ? 36 : axis == 3 ? 30 : values), false);
    }

    @Test
    void transposedPicturesKeepTheirPlaces() {
        OnnxGraph graph = OnnxGraph.of(13, 2, 3, 4);
        graph.then("Transpose", list("perm", 0, 2, 3, 1)).then("Transpose", list("perm", 0, 2, 1, 3));
        assertSame(graph.classified(24), false);
    }

    @ParameterizedTest
    @ValueSource(ints = {9, 13})
    void aSoftmaxWithin(int opset) {
        OnnxGraph graph = OnnxGraph.of(opset, 3, 4, 2);
        graph.then("Softmax", integer("axis", opset == 9 ? 3 : 1));
        assertSame(graph.classified(24), false);
    }

    @ParameterizedTest
    @ValueSource(strings = {"Softmax", "LogSoftmax"})
    void aSoftmaxAtTheEndIsLeftOut(String type) {
        OnnxGraph graph = OnnxGraph.of(13, 8);
        graph.then("Gemm", List.of(graph.weights(8, 5)))
                .then(type, integer("axis", -1))
                .then("Identity");
        byte[] file = graph.bytes();
        try (CompiledNetwork network = OnnxFile.read(file, "x", 2)) {
            assertEquals(1, network.blueprint().nodes().size());
        }
        OnnxGraph plain = OnnxGraph.of(13, 8);
        plain.then("Gemm", List.of(plain.weights(8, 5))).then(type, integer("axis", -1));
        assertSame(plain.bytes(), false);
    }

    @Test
    void slopesForEachChannel() {
        OnnxGraph graph = OnnxGraph.of(9, 3, 2, 2);
        graph.then("PRelu", List.of(graph.weights(3, 1, 1)));
        assertSame(graph.classified(12), false);
    }

    @ParameterizedTest
    @CsvSource({"11, 1", "13, 1", "13, 2"})
    void splits(int opset, int axis) {
        OnnxGraph graph = OnnxGraph.of(opset, 5, 4, 2);
        long[] sizes = axis == 1 ? new long[] {2, 3} : new long[] {1, 3};
        List<String> inputs = opset < 13 ? List.of("x") : List.of("x", graph.integers(sizes));
        Onnx.AttributeProto[] attributes = opset < 13
                ? new Onnx.AttributeProto[] {integer("axis", axis), list("split", sizes)}
                : new Onnx.AttributeProto[] {integer("axis", axis)};
        String first = graph.node("Split", inputs, attributes);
        String second = graph.also("second");
        graph.node("Concat", List.of(second, first), integer("axis", axis));
        assertSame(graph.classified(40), false);
    }

    @Test
    void reshapedByItsOwnShape() {
        OnnxGraph graph = OnnxGraph.of(13, 2, 3, 4);
        graph.then("Relu");
        String relu = graph.last();
        String shape = graph.node("Shape", List.of(relu));
        String batch = graph.node("Gather", List.of(shape, graph.integer(0)), integer("axis", 0));
        String list = graph.node("Unsqueeze", List.of(batch, graph.integers(0)));
        String target = graph.node("Concat", List.of(list, graph.integers(-1)), integer("axis", 0));
        graph.node("Reshape", List.of(relu, target));
        graph.then("Gemm", List.of(graph.weights(24, 5)));
        assertSame(graph.bytes(), false);
    }

    @Test
    void everyPowerOfRowsTimesAMatrix() {
        OnnxGraph graph = OnnxGraph.of(13, 6);
        graph.then("MatMul", List.of(graph.weights(6, 7))).then("Add", List.of(graph.weights(7)));
        graph.then("Pow", List.of(graph.numbers(new float[] {3})));
        graph.then("Gemm", List.of(graph.weights(7, 5), graph.weights(1, 5)), number("alpha", 0.5), number("beta", 2));
        byte[] file = graph.bytes();
        assertSame(file, false);
        try (CompiledNetwork network = OnnxFile.read(file, "x", 2)) {
            // The sum became the bias of the matrix.
            assertTrue(IntStream.range(0, network.blueprint().nodes().size())
                    .mapToObj(i -> network.blueprint().layer(i))
                    .noneMatch(Layer.Scale.class::isInstance));
        }
    }
}
