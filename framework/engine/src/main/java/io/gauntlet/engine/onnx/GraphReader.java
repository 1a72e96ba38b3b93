package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import onnx.Onnx;
import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.NetworkAssembly;
import io.gauntlet.engine.layout.Node;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/** Translates the nodes of a file, one after the other, into layers. */
final class GraphReader {
    /** Stands for the batch in shapes when the file leaves it open: a prime, so that it shows in every product. */
    private static final long OPEN_BATCH = 1_000_003;

    private static final String KNOWN =
            "is not among the operations that the engine computes: Conv, Gemm, MatMul, BatchNormalization, pooling, Relu,"
                    + " LeakyRelu, PRelu, Elu, Selu, Celu, Gelu, Sigmoid, HardSigmoid, HardSwish, Tanh, Softplus, Clip,"
                    + " Softmax, Add, Sub, Mul, Div, Concat, Split, Slice, Expand, Pad, Resize, DepthToSpace, Flatten, Reshape, Transpose, Squeeze,"
                    + " Unsqueeze, ReduceMean, Dropout and Identity";

    private final Onnx.GraphProto graph;
    private final String file;
    private final int opset;
    private final Folding folding = new Folding();
    private final Map<String, Tensor> tensors = new HashMap<>();

    GraphReader(Onnx.GraphProto graph, int opset, String file) {
        this.graph = graph;
        this.opset = opset;
        this.file = file;
    }

    CompiledNetwork network(int block) {
        for (Onnx.TensorProto tensor : graph.getInitializerList()) {
            tensors.put(tensor.getName(), Constant.of(tensor, file));
        }
        List<Onnx.ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !tensors.containsKey(input.getName()))
                .toList();
        if (inputs.size() != 1 || graph.getOutputCount() != 1) {
            throw new UnsupportedLayerException(
                    "graph",
                    "has " + inputs.size() + " inputs and " + graph.getOutputCount()
                            + " outputs; one of each is computed");
        }
        long[] shape = shape(inputs.get(0));
        NetworkAssembly assembly = new NetworkAssembly(
                file, shape.length == 4 ? new long[] {shape[2], shape[3], shape[1]} : new long[] {shape[1]});
        long[] sample = assembly.shape(Node.INPUT);
        tensors.put(
                inputs.get(0).getName(),
                shape.length == 4 ? Value.picture(Node.INPUT, sample) : Value.plain(Node.INPUT, sample));
        Flow flow = new Flow(assembly);
        Translators translators = new Translators(flow, shape[0]);
        for (Onnx.NodeProto node : graph.getNodeList()) {
            visit(node, translators);
        }
        return assembly.network(output(flow), block);
    }

    /** The kinds of operations. */
    private static final class Translators {
        private final Windows windows;
        private final Linear linear;
        private final Arithmetic arithmetic;
        private final Activations activations;
        private final Shaping shaping;

        Translators(Flow flow, long batch) {
            windows = new Windows(flow);
            linear = new Linear(flow);
            arithmetic = new Arithmetic(flow);
            activations = new Activations(flow, arithmetic);
            shaping = new Shaping(flow, arithmetic, batch);
        }

        List<Tensor> apply(Operation operation) {
            Optional<Tensor> one = windows.apply(operation)
                    .or(() -> linear.apply(operation))
                    .or(() -> arithmetic.apply(operation))
                    .or(() -> activations.apply(operation));
            return one.map(List::of).orElseGet(() -> shaping.apply(operation));
        }
    }

    private void visit(Onnx.NodeProto node, Translators translators) {
        Operation operation = operation(node, translators);
        try {
            List<Tensor> outputs = outputs(operation, translators);
            if (outputs.isEmpty()) {
                throw operation.unsupported(KNOWN);
            }
            for (int i = 0; i < Math.min(outputs.size(), node.getOutputCount()); i++) {
                tensors.put(node.getOutput(i), outputs.get(i));
            }
        } catch (UnsupportedLayerException e) {
            throw e;
        } catch (IllegalArgumentException | ArithmeticException | IndexOutOfBoundsException e) {
            throw new DamagedFileException(
                    "The file " + file + " has the impossible operation " + operation.described() + ": "
                            + e.getMessage() + ".",
                    e);
        }
    }

    private Operation operation(Onnx.NodeProto node, Translators translators) {
        List<@Nullable Tensor> inputs = new ArrayList<>();
        Operation operation = new Operation(node, inputs, new Attributes(node), opset);
        for (String name : node.getInputList()) {
            Tensor tensor = name.isEmpty() ? null : tensors.get(name);
            if (tensor == null && !name.isEmpty()) {
                throw operation.unsupported(
                        "takes '" + Operation.plain(name) + "', which no operation before it yields");
            }
            inputs.add(tensor);
        }
        if (!node.getDomain().isEmpty() && !node.getDomain().equals("ai.onnx")) {
            throw operation.unsupported("is an operation of the domain " + Operation.plain(node.getDomain())
                    + "; only those that ONNX itself defines are computed");
        }
        if (!passes(operation)) {
            inputs.replaceAll(tensor -> {
                Value value =
                        tensor instanceof Unfinished unfinished ? translators.activations.finished(unfinished) : null;
                return value == null ? tensor : value;
            });
        }
        return operation;
    }

    /** Whether an operation yields what it takes. */
    private static boolean passes(Operation operation) {
        return switch (operation.type()) {
            case "Identity", "Dropout", "Cast" -> true;
            default -> false;
        };
    }

    private List<Tensor> outputs(Operation operation, Translators translators) {
        if (operation.type().equals("Constant")) {
            return List.of(constant(operation));
        }
        boolean known = operation.inputs().stream().allMatch(input -> input == null || input instanceof Constant);
        if (known) {
            return folding.fold(operation).<List<Tensor>>map(List::of).orElse(List.of());
        }
        Tensor first = operation.input(0);
        if (passes(operation) && first != null) {
            int type = operation.attributes().integer("to", 1);
            if (type != Onnx.TensorProto.DataType.FLOAT.getNumber()
                    && type != Onnx.TensorProto.DataType.DOUBLE.getNumber()) {
                throw operation.unsupported("changes values to another type than floats");
            }
            Constant training = operation.type().equals("Dropout") ? operation.optional(2) : null;
            if (training != null && training.number() != 0) {
                throw operation.unsupported("is in training mode; export the network in evaluation mode");
            }
            return List.of(first);
        }
        return translators.apply(operation);
    }

    private Constant constant(Operation operation) {
        Attributes attributes = operation.attributes();
        if (attributes.has("value")) {
            return Constant.of(attributes.find("value").orElseThrow().getT(), file);
        } else if (attributes.has("value_float")) {
            return Constant.of(new double[] {attributes.number("value_float", 0)}, false);
        } else if (attributes.has("value_int")) {
            return Constant.of(new double[] {attributes.integer("value_int", 0)}, true);
        } else if (attributes.has("value_ints")) {
            return Constant.list(attributes.longs("value_ints"));
        } else if (attributes.has("value_floats")) {
            double[] numbers = attributes.numbers("value_floats");
            return Constant.of(numbers, false, numbers.length);
        }
        throw operation.unsupported("has no numbers as its value");
    }

    /** The node of what the file yields, without a softmax. */
    private int output(Flow flow) {
        String name = graph.getOutput(0).getName();
        Tensor tensor = tensors.get(name);
        if (tensor instanceof Unfinished unfinished && unfinished.kind() != Unfinished.Kind.ERROR_FUNCTION) {
            tensor = unfinished.of();
        }
        if (!(tensor instanceof Value value)) {
            throw new UnsupportedLayerException(
                    "graph", "does not compute its output " + Operation.plain(name) + " from its input");
        }
        long[] shape = value.shape();
        for (int i = 1; i < shape.length; i++) {
            if (shape[i] != 1) {
                throw new UnsupportedLayerException(
                        "graph", "yields tensors of " + (shape.length + 1) + " axes instead of a row of values");
            }
        }
        return flow.plainRow(value);
    }

    /** The shape of the input, with the batch. */
    private long[] shape(Onnx.ValueInfoProto input) {
        List<Onnx.TensorShapeProto.Dimension> sides =
                input.getType().getTensorType().getShape().getDimList();
        if (sides.size() != 4 && sides.size() != 2) {
            throw new DamagedFileException("The file " + file + " takes inputs with " + sides.size()
                    + " dimensions; pictures have 4 (with the batch) and rows of values 2.");
        }
        long[] shape = new long[sides.size()];
        for (int i = 0; i < shape.length; i++) {
            shape[i] = sides.get(i).getDimValue();
            if (i > 0 && (shape[i] < 1 || shape[i] > 1 << 16)) {
                throw new DamagedFileException("The file " + file
                        + " does not say the size of its input; export it with fixed sizes but for the batch.");
            }
        }
        shape[0] = shape[0] > 0 && shape[0] < OPEN_BATCH ? shape[0] : OPEN_BATCH;
        return shape;
    }
}
