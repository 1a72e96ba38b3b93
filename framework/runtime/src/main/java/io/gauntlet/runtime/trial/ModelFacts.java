package io.gauntlet.runtime.trial;

import java.util.Arrays;
import java.util.List;

import io.gauntlet.api.model.Model;
import io.gauntlet.runtime.work.NamedModel;

/**
 * What a model is.
 *
 * @param name its file as the user named it, or its SHA-256
 * @param format such as {@code onnx}
 * @param shape of one sample
 * @param classes that it tells apart
 * @param parameters of its networks
 * @param block samples computed together
 */
public record ModelFacts(String name, String format, List<Long> shape, int classes, long parameters, int block) {
    static ModelFacts of(NamedModel named, Model model) {
        return new ModelFacts(
                named.name(),
                named.format(),
                Arrays.stream(model.shape()).boxed().toList(),
                model.classes(),
                NamedModel.parameters(model),
                model.block());
    }
}
