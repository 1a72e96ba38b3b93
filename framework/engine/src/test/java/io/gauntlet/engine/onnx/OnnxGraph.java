package io.gauntlet.engine.onnx;

import java.util.Arrays;
import java.util.List;

import onnx.Onnx;
import org.nd4j.shade.protobuf.ByteString;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

/** Builds ONNX files as an exporter would. */
final class OnnxGraph {
    private final Onnx.GraphProto.Builder graph = Onnx.GraphProto.newBuilder().setName("graph");
    private final int opset;
    private final Draws draws = Seed.of(3).draws();
    private int count;
    private String last = "x";

    private OnnxGraph(int opset, Onnx.ValueInfoProto input) {
        this.opset = opset;
        graph.addInput(input);
    }

    /** With an open batch of samples of this shape, channels first. */
    static OnnxGraph of(int opset, long... shape) {
        return new OnnxGraph(opset, value("x", shape));
    }

    private static Onnx.ValueInfoProto value(String name, long... shape) {
        Onnx.TensorShapeProto.Builder sides = Onnx.TensorShapeProto.newBuilder();
        sides.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimParam("n"));
        for (long side : shape) {
            sides.addDim(Onnx.TensorShapeProto.Dimension.newBuilder().setDimValue(side));
        }
        return Onnx.ValueInfoProto.newBuilder()
                .setName(name)
                .setType(Onnx.TypeProto.newBuilder()
                        .setTensorType(Onnx.TypeProto.Tensor.newBuilder()
                                .setElemType(1)
                                .setShape(sides)))
                .build();
    }

    /** The name of what the last node yields. */
    String last() {
        return last;
    }

    /** Random weights. */
    String weights(long... shape) {
        return weights(-1, 1, shape);
    }

    /** Random weights in a range. */
    String weights(double low, double high, long... shape) {
        float[] values = new float[(int) Arrays.stream(shape).reduce(1, (a, b) -> a * b)];
        draws.fillUniform(values, (float) low, (float) high);
        return numbers(values, shape);
    }

    /** Given weights. */
    String numbers(float[] values, long... shape) {
        String name = "w" + count++;
        Onnx.TensorProto.Builder tensor =
                Onnx.TensorProto.newBuilder().setName(name).setDataType(1);
        Arrays.stream(shape).forEach(tensor::addDims);
        for (float value : values) {
            tensor.addFloatData(value);
        }
        graph.addInitializer(tensor);
        return name;
    }

    /** A list of integers, as raw bytes like PyTorch writes them. */
    String integers(long... values) {
        String name = "i" + count++;
        graph.addInitializer(integers(name, values).addDims(values.length));
        return name;
    }

    /** One integer. */
    String integer(long value) {
        String name = "i" + count++;
        graph.addInitializer(integers(name, value));
        return name;
    }

    private static Onnx.TensorProto.Builder integers(String name, long... values) {
        java.nio.ByteBuffer bytes =
                java.nio.ByteBuffer.allocate(8 * values.length).order(java.nio.ByteOrder.LITTLE_ENDIAN);
        Arrays.stream(values).forEach(bytes::putLong);
        return Onnx.TensorProto.newBuilder()
                .setName(name)
                .setDataType(7)
                .setRawData(ByteString.copyFrom(bytes.array()));
    }

    /** Adds a node that takes these names. @return the name of what it yields */
    String node(String type, List<String> inputs, Onnx.AttributeProto... attributes) {
        last = "v" + count++;
        graph.addNode(Onnx.NodeProto.newBuilder()
                .setOpType(type)
                .setName(type + "_" + count)
                .addAllInput(inputs)
                .addOutput(last)
                .addAllAttribute(Arrays.asList(attributes)));
        return last;
    }

    /** Lets the last node yield something more. @return its name */
    String also(String name) {
        graph.getNodeBuilder(graph.getNodeCount() - 1).addOutput(name);
        return name;
    }

    /** Adds a node that takes what the last one yields, and more. */
    OnnxGraph then(String type, List<String> more, Onnx.AttributeProto... attributes) {
        java.util.ArrayList<String> inputs = new java.util.ArrayList<>(List.of(last));
        inputs.addAll(more);
        node(type, inputs, attributes);
        return this;
    }

    /** Adds a node that takes what the last one yields. */
    OnnxGraph then(String type, Onnx.AttributeProto... attributes) {
        return then(type, List.of(), attributes);
    }

    /** A linear map to five classes, after flattening so many values. */
    byte[] classified(int values) {
        then("Flatten", integer("axis", 1));
        then("Gemm", List.of(weights(-0.3, 0.3, 5, values), weights(5)), integer("transB", 1));
        return bytes();
    }

    /** The file that yields what the last node does. */
    byte[] bytes() {
        graph.addOutput(Onnx.ValueInfoProto.newBuilder(value(last, 5)));
        return Onnx.ModelProto.newBuilder()
                .setIrVersion(opset < 15 ? 7 : 8)
                .addOpsetImport(Onnx.OperatorSetIdProto.newBuilder().setVersion(opset))
                .setGraph(graph)
                .build()
                .toByteArray();
    }

    static Onnx.AttributeProto integers(String name, long[] values, boolean list) {
        Onnx.AttributeProto.Builder attribute = Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(list ? Onnx.AttributeProto.AttributeType.INTS : Onnx.AttributeProto.AttributeType.INT);
        if (!list) {
            return attribute.setI(values[0]).build();
        }
        Arrays.stream(values).forEach(attribute::addInts);
        return attribute.build();
    }

    static Onnx.AttributeProto list(String name, long... values) {
        return integers(name, values, true);
    }

    static Onnx.AttributeProto integer(String name, long value) {
        return integers(name, new long[] {value}, false);
    }

    static Onnx.AttributeProto number(String name, double value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.FLOAT)
                .setF((float) value)
                .build();
    }

    static Onnx.AttributeProto text(String name, String value) {
        return Onnx.AttributeProto.newBuilder()
                .setName(name)
                .setType(Onnx.AttributeProto.AttributeType.STRING)
                .setS(ByteString.copyFromUtf8(value))
                .build();
    }
}
