package io.gauntlet.engine.onnx;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

import onnx.Onnx;
import org.nd4j.shade.protobuf.InvalidProtocolBufferException;

import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * A network in an ONNX file: a chain of convolutions, linear maps, ReLU and pooling from one input to one output. The
 * file's input is {@code [N, channels, height, width]} or {@code [N, values]}; the network made of it takes pictures
 * with channels last.
 */
public final class OnnxFile {
    /** The most bytes that a file may have. */
    public static final long LIMIT = 1L << 30;

    private final String file;
    private final Onnx.GraphProto graph;
    private final Map<String, Constant> constants = new HashMap<>();
    /** The names under which what flows is known. */
    private final Set<String> flow = new HashSet<>();

    private OnnxFile(Onnx.GraphProto graph, String file) {
        this.graph = graph;
        this.file = file;
    }

    /**
     * Reads a file.
     *
     * @param content its bytes
     * @param name its name, which becomes the network's
     * @param block samples to compute together
     * @throws DamagedFileException when it is not an ONNX file, was cut off or is too large
     * @throws UnsupportedLayerException naming an operation that the engine does not compute
     */
    public static CompiledNetwork read(byte[] content, String name, int block) {
        if (content.length > LIMIT) {
            throw new DamagedFileException("The file " + name + " is larger than the limit of " + LIMIT + " bytes.");
        }
        Onnx.ModelProto model;
        try {
            model = Onnx.ModelProto.parseFrom(content);
        } catch (InvalidProtocolBufferException e) {
            throw new DamagedFileException("The file " + name + " is not an ONNX file, or it was cut off.", e);
        }
        if (model.getGraph().getNodeCount() == 0) {
            throw new DamagedFileException("The file " + name + " holds no network.");
        }
        return new OnnxFile(model.getGraph(), name).network(block);
    }

    private CompiledNetwork network(int block) {
        for (Onnx.TensorProto tensor : graph.getInitializerList()) {
            constants.put(tensor.getName(), Constant.of(tensor, file));
        }
        List<Onnx.ValueInfoProto> inputs = graph.getInputList().stream()
                .filter(input -> !constants.containsKey(input.getName()))
                .collect(Collectors.toList());
        if (inputs.size() != 1 || graph.getOutputCount() != 1) {
            throw new UnsupportedLayerException("graph", "has several inputs or outputs; one of each is computed");
        }
        flow.add(inputs.get(0).getName());
        Assembly assembly = new Assembly(shape(inputs.get(0)));
        for (Onnx.NodeProto node : graph.getNodeList()) {
            visit(node, assembly);
        }
        if (!flow.contains(graph.getOutput(0).getName())) {
            throw new UnsupportedLayerException("graph", "has an output that does not come from its last operation");
        }
        Blueprint blueprint = assembly.blueprint(assembly.outputs());
        try {
            return CompiledNetwork.of(file, blueprint, assembly.parameters(new ParameterLayout(blueprint)), block);
        } catch (NonFiniteException e) {
            throw new DamagedFileException("The file " + file + " holds weights that are not numbers.", e);
        }
    }

    private void visit(Onnx.NodeProto node, Assembly assembly) {
        if (node.getOpType().equals("Constant")) {
            Onnx.AttributeProto value = new Attributes(node)
                    .find("value")
                    .orElseThrow(() -> new UnsupportedLayerException("Constant", "has no tensor as its value"));
            constants.put(node.getOutput(0), Constant.of(value.getT(), file));
            return;
        }
        if (node.getOpType().equals("Shape") && flow.contains(node.getInput(0))) {
            constants.put(node.getOutput(0), Constant.list(assembly.shapeInOnnx()));
            return;
        }
        List<Constant> known = new ArrayList<>();
        boolean all = true;
        for (String input : node.getInputList()) {
            Constant constant = constants.get(input);
            all &= constant != null;
            if (constant != null) {
                known.add(constant);
            }
        }
        Optional<Constant> folded = all && !known.isEmpty() ? Folding.fold(node, known) : Optional.empty();
        if (folded.isPresent()) {
            constants.put(node.getOutput(0), folded.get());
            return;
        }
        if (node.getInputCount() == 0 || !flow.contains(node.getInput(0))) {
            throw new UnsupportedLayerException(
                    described(node), "does not take the output of the operation before it; only chains are computed");
        }
        if (new Translation(node, constants, assembly).changes()) {
            flow.clear();
        }
        flow.add(node.getOutput(0));
    }

    private static String described(Onnx.NodeProto node) {
        return node.getName().isEmpty() ? node.getOpType() : node.getOpType() + " " + node.getName();
    }

    private long[] shape(Onnx.ValueInfoProto input) {
        List<Onnx.TensorShapeProto.Dimension> sides =
                input.getType().getTensorType().getShape().getDimList();
        long[] all = new long[sides.size()];
        for (int i = 1; i < all.length; i++) {
            all[i] = sides.get(i).getDimValue();
            if (all[i] < 1 || all[i] > 1 << 16) {
                throw new DamagedFileException("The file " + file
                        + " does not say the size of its input; export it with fixed sizes but for the batch.");
            }
        }
        if (all.length == 4) {
            return new long[] {all[2], all[3], all[1]};
        } else if (all.length == 2) {
            return new long[] {all[1]};
        }
        throw new DamagedFileException("The file " + file + " takes inputs with " + all.length
                + " dimensions; pictures have 4 (with the batch) and rows of values 2.");
    }
}
