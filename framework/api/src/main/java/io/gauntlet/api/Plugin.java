package io.gauntlet.api;

import java.util.List;

import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.model.Architecture;
import io.gauntlet.api.transformation.TransformationFactory;

/**
 * The entry point of a plug-in jar, found by {@link java.util.ServiceLoader}: name the implementing class in
 * {@code META-INF/services/io.gauntlet.api.Plugin}. A plug-in brings any number of factories of any kind.
 *
 * <p>The methods are called once, when the jar is loaded, and must return quickly and without side effects.
 */
public interface Plugin {
    /** The major version of this API. A plug-in built against another major version is refused. */
    int API_VERSION = 1;

    /** The attacks this plug-in brings. */
    default List<AttackFactory<?>> attacks() {
        return List.of();
    }

    /** The defenses this plug-in brings. */
    default List<DefenseFactory<?>> defenses() {
        return List.of();
    }

    /** The transformations this plug-in brings. */
    default List<TransformationFactory<?>> transformations() {
        return List.of();
    }

    /** The data sets this plug-in brings. */
    default List<DataSetFactory<?>> dataSets() {
        return List.of();
    }

    /** The network architectures this plug-in brings. */
    default List<Architecture> architectures() {
        return List.of();
    }
}
