package io.gauntlet.engine.onnx;

import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import org.jspecify.annotations.Nullable;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.layout.Initialisation;
import io.gauntlet.engine.layout.Layer;
import io.gauntlet.engine.layout.Role;

/** Linear maps of rows of values, and batch normalisation. */
final class Linear {
    private final Flow flow;

    Linear(Flow flow) {
        this.flow = flow;
    }

    /** What an operation yields; empty when it is not one of these. */
    Optional<Tensor> apply(Operation operation) {
        return switch (operation.type()) {
            case "Gemm" -> Optional.of(gemm(operation));
            case "MatMul" -> Optional.of(dense(operation, operation.value(0), false, 1, null, 0));
            case "BatchNormalization" -> Optional.of(normalisation(operation));
            default -> Optional.empty();
        };
    }

    /** A bias, one for each output or one for all. */
    static float[] bias(Flow flow, Operation operation, Constant constant, int outputs, double factor) {
        if (constant.length() != 1 && constant.length() != outputs) {
            throw operation.unsupported(
                    "has " + constant.length() + " numbers as its bias or scale for " + outputs + " outputs");
        }
        float[] bias = flow.assembly().room(operation.described(), outputs);
        for (int i = 0; i < outputs; i++) {
            bias[i] = (float) (factor * constant.at(constant.length() == 1 ? 0 : i));
        }
        return bias;
    }

    private Value gemm(Operation operation) {
        Attributes attributes = operation.attributes();
        if (attributes.integer("transA", 0) != 0) {
            throw operation.unsupported("transposes its input");
        }
        return dense(
                operation,
                operation.value(0),
                attributes.integer("transB", 0) != 0,
                attributes.number("alpha", 1),
                operation.optional(2),
                attributes.number("beta", 1));
    }

    /** A linear map by a matrix {@code [outputs, inputs]} when transposed, else {@code [inputs, outputs]}. */
    private Value dense(
            Operation operation,
            Value value,
            boolean transposed,
            double factor,
            @Nullable Constant bias,
            double biasFactor) {
        Constant matrix = operation.constant(1);
        if (value.rank() != 1 || matrix.rank() != 2) {
            throw operation.unsupported("multiplies something other than rows of values by a matrix");
        }
        int inputs = (int) matrix.shape()[transposed ? 1 : 0];
        int outputs = (int) matrix.shape()[transposed ? 0 : 1];
        if (inputs != value.length() || outputs < 1) {
            throw operation.unsupported("takes " + inputs + " values but is given " + value.length());
        }
        // The rows of the matrix are put in the order in which the values lie, so that these need not be moved.
        int[] places = value.layout().places();
        float[] turned = flow.assembly().room(operation.described(), inputs, outputs);
        for (int i = 0; i < inputs; i++) {
            for (int o = 0; o < outputs; o++) {
                turned[places[i] * outputs + o] =
                        (float) (factor * matrix.at(transposed ? o * inputs + i : i * outputs + o));
            }
        }
        Map<Role, float[]> weights = new HashMap<>(Map.of(Role.WEIGHTS, turned));
        if (bias != null) {
            weights.put(Role.BIAS, bias(flow, operation, bias, outputs, biasFactor));
        }
        Layer layer = new Layer.Dense(flow.name(operation), outputs, bias != null, Initialisation.ZERO, 0f);
        return Value.plain(flow.assembly().add(layer, weights, flow.row(value)), outputs);
    }

    private Value normalisation(Operation operation) {
        Value value = operation.value(0);
        Attributes attributes = operation.attributes();
        if (attributes.integer("training_mode", 0) != 0 || attributes.integer("spatial", 1) != 1) {
            throw operation.unsupported("is in training mode; export the network in evaluation mode");
        }
        if (value.rank() != 1 && value.rank() != 3) {
            throw operation.unsupported("normalises neither pictures nor rows of values");
        }
        int channels = (int) value.shape()[0];
        int[] places = value.rank() == 1 ? value.layout().places() : null;
        Role[] roles = {Role.SCALE, Role.SHIFT, Role.MEAN, Role.VARIANCE};
        float epsilon = attributes.number("epsilon", 1e-5f);
        Map<Role, float[]> weights = new HashMap<>();
        for (int i = 0; i < roles.length; i++) {
            float[] given = bias(flow, operation, operation.constant(i + 1), channels, 1);
            float[] turned = given.clone();
            for (int c = 0; places != null && c < channels; c++) {
                turned[places[c]] = given[c];
            }
            weights.put(roles[i], turned);
        }
        for (float variance : weights.get(Role.VARIANCE)) {
            if (!(variance + epsilon > 0)) {
                throw new DamagedFileException("The file " + flow.assembly().file() + " has a variance of " + variance
                        + " in " + operation.described() + ": it was changed.");
            }
        }
        float decay = attributes.number("momentum", 0.9f);
        Layer layer =
                new Layer.BatchNormalisation(flow.name(operation), epsilon, decay >= 0 && decay < 1 ? decay : 0.9f);
        int node = value.rank() == 1 ? flow.row(value) : flow.picture(operation, value);
        int out = flow.assembly().add(layer, weights, node);
        return value.rank() == 1
                ? value.on(out)
                : Value.picture(out, flow.assembly().shape(out));
    }
}
