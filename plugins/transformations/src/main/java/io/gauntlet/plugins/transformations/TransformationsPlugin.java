package io.gauntlet.plugins.transformations;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.transformation.TransformationFactory;

/** Brings the transformations {@code rotate} and {@code gaussian-noise}. */
public final class TransformationsPlugin implements Plugin {
    /** For {@link java.util.ServiceLoader}. */
    public TransformationsPlugin() {}

    @Override
    public List<TransformationFactory<?>> transformations() {
        return List.of(Rotation.factory(), GaussianNoise.factory());
    }
}
