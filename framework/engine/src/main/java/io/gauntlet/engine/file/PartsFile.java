package io.gauntlet.engine.file;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.TreeMap;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * Everything a defense learned as one file: a zip with a folder for each network ({@code networks/NAME/}) and an npy
 * for each array ({@code arrays/NAME.npy}); where these alone do not tell models apart, also what they are assembled
 * with ({@code configuration}). The same contents give the same bytes.
 */
public final class PartsFile {
    private static final String NETWORKS = "networks/";
    private static final String ARRAYS = "arrays/";
    private static final String NPY = ".npy";
    private static final String CONFIGURATION = "configuration";

    private PartsFile() {}

    /**
     * The file of what was learned.
     *
     * @throws IllegalArgumentException when a network was not made by the engine or a name cannot be stored
     */
    public static byte[] write(Parts parts) {
        return Zip.write(entries(parts));
    }

    /**
     * The file of what was learned by a defense that is put around a model: others around the same model may have learned
     * the same, or nothing, and their files must differ.
     *
     * @param configuration identifies the defense with its parameters, and its base
     * @throws IllegalArgumentException as for {@link #write(Parts)}
     */
    public static byte[] write(Parts parts, String configuration) {
        Map<String, byte[]> entries = entries(parts);
        entries.put(CONFIGURATION, configuration.getBytes(StandardCharsets.UTF_8));
        return Zip.write(entries);
    }

    private static Map<String, byte[]> entries(Parts parts) {
        Map<String, byte[]> entries = new HashMap<>();
        for (Map.Entry<String, Network> one : parts.networks().entrySet()) {
            if (!(one.getValue() instanceof CompiledNetwork network)) {
                throw new IllegalArgumentException(
                        "The network '" + one.getKey() + "' was not made by the training and cannot be stored.");
            }
            NetworkFile.entries(network)
                    .forEach((name, content) -> entries.put(NETWORKS + checked(one.getKey()) + "/" + name, content));
        }
        for (Map.Entry<String, INDArray> one : parts.arrays().entrySet()) {
            entries.put(
                    ARRAYS + checked(one.getKey()) + NPY, Npy.of(one.getValue()).bytes());
        }
        if (entries.isEmpty()) {
            throw new IllegalArgumentException("There is nothing to store: no network and no array.");
        }
        return entries;
    }

    private static String checked(String name) {
        if (name.isEmpty() || name.contains("/")) {
            throw new IllegalArgumentException("The name '" + name + "' must not be empty or contain a slash.");
        }
        return name;
    }

    /**
     * What was learned, from a file. Each call makes networks of their own, for one thread.
     *
     * @param name for messages
     * @throws DamagedFileException with one sentence that says what is wrong
     */
    public static Parts read(byte[] file, String name) {
        Map<String, Map<String, byte[]>> folders = new TreeMap<>();
        Map<String, INDArray> arrays = new HashMap<>();
        for (Map.Entry<String, byte[]> entry :
                Zip.read(file, name, NetworkFile.LIMIT).entrySet()) {
            String path = entry.getKey();
            if (path.startsWith(ARRAYS) && path.endsWith(NPY)) {
                Npy array = Npy.read(entry.getValue(), path + " in " + name);
                arrays.put(path.substring(ARRAYS.length(), path.length() - NPY.length()), array.array());
            } else if (path.startsWith(NETWORKS) && path.indexOf('/', NETWORKS.length()) > 0) {
                int slash = path.indexOf('/', NETWORKS.length());
                folders.computeIfAbsent(path.substring(NETWORKS.length(), slash), ignored -> new TreeMap<>())
                        .put(path.substring(slash + 1), entry.getValue());
            } else if (!path.equals(CONFIGURATION)) {
                throw new DamagedFileException(
                        "The file " + name + " holds " + path + ", which does not belong to a stored model.");
            }
        }
        Map<String, Network> networks = new HashMap<>();
        folders.forEach((key, entries) -> networks.put(key, NetworkFile.network(entries, key + " in " + name)));
        return new Parts(networks, arrays);
    }
}
