package io.gauntlet.engine.file;

import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/**
 * What a defense learned that is put around a base, together with what the base learned, so that one file holds all of a
 * model: the base's parts have names that begin with {@code base.}.
 */
public final class LayeredParts {
    private static final String BASE = "base.";

    private LayeredParts() {}

    /** Both. @throws IllegalStateException when the defense uses a name that is the base's */
    public static Parts join(Parts own, Parts base) {
        Stream.concat(own.networks().keySet().stream(), own.arrays().keySet().stream())
                .filter(name -> name.startsWith(BASE))
                .findFirst()
                .ifPresent(name -> {
                    throw new IllegalStateException("A defense that is put around another must not learn a part named '"
                            + name + "': names that begin with '" + BASE + "' are the base's.");
                });
        Map<String, Network> networks = new HashMap<>(own.networks());
        Map<String, INDArray> arrays = new HashMap<>(own.arrays());
        base.networks().forEach((name, network) -> networks.put(BASE + name, network));
        base.arrays().forEach((name, array) -> arrays.put(BASE + name, array));
        return new Parts(networks, arrays);
    }

    /** What the defense learned itself. */
    public static Parts own(Parts parts) {
        return new Parts(picked(parts.networks(), false), picked(parts.arrays(), false));
    }

    /** What its base learned. */
    public static Parts base(Parts parts) {
        return new Parts(picked(parts.networks(), true), picked(parts.arrays(), true));
    }

    private static <V> Map<String, V> picked(Map<String, V> parts, boolean ofBase) {
        Map<String, V> picked = new HashMap<>();
        parts.forEach((name, part) -> {
            if (name.startsWith(BASE) == ofBase) {
                picked.put(ofBase ? name.substring(BASE.length()) : name, part);
            }
        });
        return picked;
    }
}
