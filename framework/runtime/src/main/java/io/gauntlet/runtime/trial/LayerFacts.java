package io.gauntlet.runtime.trial;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.ojalgo.matrix.decomposition.SingularValue;
import org.ojalgo.matrix.store.R064Store;

import io.gauntlet.api.model.Model;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.layout.Role;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * What a layer's weights do to distances.
 *
 * @param layer its name, unique within its network
 * @param weights their shape: {@code [kernel height, kernel width, inputs / groups, outputs]} or {@code [inputs, outputs]}
 * @param least the smallest of the min(m, n) singular values of the weights as a matrix of outputs by all the rest
 * @param greatest the largest of them, at least 0
 */
public record LayerFacts(String layer, List<Long> weights, double least, double greatest) {
    /** All layers with weights of the networks that a model's stages are, in their order. */
    static List<LayerFacts> of(Model model) {
        List<LayerFacts> facts = new ArrayList<>();
        model.stages().forEach(stage -> {
            if (stage instanceof CompiledNetwork network) {
                add(network, facts);
            }
        });
        return facts;
    }

    private static void add(CompiledNetwork network, List<LayerFacts> facts) {
        float[] values = network.parameters().values();
        ParameterLayout layout = network.parameters().layout();
        for (ParameterLayout.Slot slot : layout.slots()) {
            if (slot.role() == Role.WEIGHTS) {
                facts.add(of(slot, layout.layer(slot.node()).name(), values));
            }
        }
    }

    private static LayerFacts of(ParameterLayout.Slot slot, String layer, float[] values) {
        long outputs = slot.shape()[slot.shape().length - 1];
        R064Store matrix = R064Store.FACTORY.make(slot.length() / outputs, outputs);
        for (long i = 0; i < slot.length(); i++) {
            matrix.set(i / outputs, i % outputs, values[(int) (slot.offset() + i)]);
        }
        SingularValue<Double> decomposition = SingularValue.R064.make(matrix);
        decomposition.computeValuesOnly(matrix);
        double[] singular = decomposition.getSingularValues().toRawCopy1D();
        return new LayerFacts(
                layer,
                Arrays.stream(slot.shape()).boxed().toList(),
                Arrays.stream(singular).min().orElse(0),
                Arrays.stream(singular).max().orElse(0));
    }
}
