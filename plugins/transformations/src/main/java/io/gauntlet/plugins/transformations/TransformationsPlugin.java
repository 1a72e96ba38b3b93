package io.gauntlet.plugins.transformations;

import java.util.List;
import java.util.stream.Stream;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.transformation.TransformationFactory;
import io.gauntlet.plugins.transformations.chain.Chain;
import io.gauntlet.plugins.transformations.filter.FilterTransformations;
import io.gauntlet.plugins.transformations.tone.ToneTransformations;
import io.gauntlet.plugins.transformations.warp.WarpTransformations;

/** Brings the stock transformations: one package for each family. */
public final class TransformationsPlugin implements Plugin {
    @Override
    public List<TransformationFactory<?>> transformations() {
        return Stream.of(
                        WarpTransformations.factories(),
                        ToneTransformations.factories(),
                        FilterTransformations.factories(),
                        List.of(Chain.factory()))
                .<TransformationFactory<?>>flatMap(List::stream)
                .toList();
    }
}
