package org.example.occlude;

import java.util.List;

import io.gauntlet.api.Plugin;
import io.gauntlet.api.transformation.TransformationFactory;

/** What this jar brings; META-INF/services names it. */
public final class OccludePlugin implements Plugin {
    @Override
    public List<TransformationFactory<?>> transformations() {
        return List.of(Occlude.FACTORY);
    }
}
