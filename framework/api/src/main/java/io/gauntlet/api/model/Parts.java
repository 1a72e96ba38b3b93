package io.gauntlet.api.model;

import java.util.Map;

import org.nd4j.linalg.api.ndarray.INDArray;

/**
 * Everything a defense learned, by name: what is stored of a defended model. Each network is stored as architecture and
 * weights, arrays as npy.
 *
 * @param networks by name, for example {@code teacher} and {@code student}
 * @param arrays thresholds, statistics and the like
 */
public record Parts(Map<String, Network> networks, Map<String, INDArray> arrays) {
    /** The name of the one network of a defense that has one. */
    public static final String NETWORK = "network";

    /** Nothing. */
    public static final Parts NONE = new Parts(Map.of(), Map.of());

    /** Copies the maps. */
    public Parts {
        networks = Map.copyOf(networks);
        arrays = Map.copyOf(arrays);
    }

    /** One network and nothing else. */
    public static Parts of(Network network) {
        return new Parts(Map.of(NETWORK, network), Map.of());
    }

    /** The one network. @throws IllegalStateException when there is none of that name */
    public Network network() {
        return network(NETWORK);
    }

    /** An array by name. @throws IllegalStateException when there is none */
    public INDArray array(String name) {
        INDArray array = arrays.get(name);
        if (array == null) {
            throw new IllegalStateException(
                    "The stored model has no array named '" + name + "'; it has " + arrays.keySet() + ".");
        }
        return array;
    }

    /** A network by name. @throws IllegalStateException when there is none */
    public Network network(String name) {
        Network network = networks.get(name);
        if (network == null) {
            throw new IllegalStateException(
                    "The stored model has no network named '" + name + "'; it has " + networks.keySet() + ".");
        }
        return network;
    }
}
