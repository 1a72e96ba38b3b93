package io.gauntlet.engine.keras;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * A model as a JSON file with its weights in binary files beside it: the layers-model form of TensorFlow.js, in which
 * Keras models are published for browsers.
 */
public final class KerasJsonFile {
    /** The most bytes that the JSON file may have. */
    public static final long JSON_LIMIT = 1L << 26;
    /** The most bytes that the files with the weights may have together. */
    public static final long WEIGHTS_LIMIT = 1L << 30;

    private final Path file;
    private final String name;
    private final List<KerasArray> arrays = new ArrayList<>();
    private long left = WEIGHTS_LIMIT;

    private KerasJsonFile(Path file) {
        this.file = file;
        name = String.valueOf(file.getFileName());
    }

    /**
     * Reads a model. Nothing in it is executed, and only files in its own folder are opened.
     *
     * @param file the JSON file
     * @param block samples to compute together
     * @throws DamagedFileException when it is not such a file, weights are missing, or they are too large
     * @throws UnsupportedLayerException naming a layer that the engine does not compute
     * @throws IOException when a file cannot be read
     */
    public static CompiledNetwork read(Path file, int block) throws IOException {
        return new KerasJsonFile(file).network(block);
    }

    private CompiledNetwork network(int block) throws IOException {
        if (Files.size(file) > JSON_LIMIT) {
            throw new DamagedFileException(
                    "The file " + name + " is larger than the limit of " + JSON_LIMIT + " bytes.");
        }
        JsonNode root;
        try {
            root = new JsonMapper().readTree(Files.readAllBytes(file));
        } catch (com.fasterxml.jackson.core.JacksonException e) {
            throw new DamagedFileException("The file " + name + " is not a JSON file, or it was cut off.", e);
        }
        JsonNode topology = root.path("modelTopology");
        JsonNode manifest = root.path("weightsManifest");
        if (root.path("format").asText("").equals("graph-model") || topology.has("node")) {
            throw new DamagedFileException("The file " + name
                    + " is a TensorFlow.js graph model, which has operations instead of layers; convert the Keras model"
                    + " with --output_format=tfjs_layers_model.");
        } else if (!topology.isObject() || !manifest.isArray()) {
            throw new DamagedFileException("The file " + name
                    + " is not a Keras layers model: it needs a modelTopology and a weightsManifest.");
        }
        for (JsonNode group : manifest) {
            group(group);
        }
        JsonNode model = topology.has("model_config") ? topology.path("model_config") : topology;
        return KerasNetwork.of(
                model, topology.path("keras_version").asText("2"), new KerasWeights(arrays), name, block);
    }

    /** Adds the weights of some files, which follow each other without gaps. */
    private void group(JsonNode group) throws IOException {
        ByteBuffer bytes = shards(group.path("paths"));
        for (JsonNode entry : group.path("weights")) {
            JsonNode quantised = entry.path("quantization");
            String type = quantised.path("dtype").asText(entry.path("dtype").asText("float32"));
            int width = switch (type) {
                case "float32", "int32" -> 4;
                case "uint16", "float16" -> 2;
                case "uint8", "bool" -> 1;
                default ->
                    throw new DamagedFileException("The file " + name + " holds weights of a type other than float32.");
            };
            long length = 1;
            long[] shape = new long[entry.path("shape").size()];
            for (int i = 0; i < shape.length; i++) {
                shape[i] = entry.path("shape").get(i).asLong(-1);
                length = shape[i] < 0 || shape[i] > WEIGHTS_LIMIT ? -1 : length * shape[i];
                if (length < 0 || length > WEIGHTS_LIMIT) {
                    break;
                }
            }
            if (length < 0 || length > bytes.remaining() / width) {
                throw new DamagedFileException("The file " + name
                        + " names more weights than the files beside it hold: one was cut off or changed.");
            }
            ByteBuffer own = bytes.slice(bytes.position(), (int) length * width).order(ByteOrder.LITTLE_ENDIAN);
            bytes.position(bytes.position() + (int) length * width);
            float scale = (float) quantised.path("scale").asDouble(1);
            float least = (float) quantised.path("min").asDouble(0);
            int count = (int) length;
            arrays.add(
                    new KerasArray(entry.path("name").asText(""), shape, () -> values(own, type, count, scale, least)));
        }
        if (bytes.hasRemaining()) {
            throw new DamagedFileException("The files beside " + name + " hold " + bytes.remaining()
                    + " bytes more than it names: one was changed.");
        }
    }

    private static float[] values(ByteBuffer bytes, String type, int count, float scale, float least) {
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = switch (type) {
                case "float32" -> bytes.getFloat(4 * i);
                case "int32" -> bytes.getInt(4 * i);
                case "uint16" -> (bytes.getShort(2 * i) & 0xffff) * scale + least;
                case "float16" -> half(bytes.getShort(2 * i));
                default -> (bytes.get(i) & 0xff) * scale + least;
            };
        }
        return values;
    }

    /** A number of 16 bits: one for the sign, five for the exponent, ten for the fraction. */
    private static float half(short bits) {
        int exponent = (bits >> 10) & 0x1f;
        int fraction = bits & 0x3ff;
        float size = switch (exponent) {
            case 0 -> fraction * 0x1p-24f;
            case 0x1f -> fraction == 0 ? Float.POSITIVE_INFINITY : Float.NaN;
            default -> (1 + fraction * 0x1p-10f) * (float) Math.pow(2, exponent - 15);
        };
        return bits < 0 ? -size : size;
    }

    private ByteBuffer shards(JsonNode paths) throws IOException {
        List<Path> files = new ArrayList<>();
        long size = 0;
        for (JsonNode path : paths) {
            String shard = path.asText("");
            if (!shard.matches("[A-Za-z0-9_-][A-Za-z0-9_.-]*")) {
                throw new DamagedFileException(
                        "The file " + name + " names weights that are not in its own folder; only those are read.");
            }
            Path beside = file.resolveSibling(shard);
            if (!Files.isRegularFile(beside, LinkOption.NOFOLLOW_LINKS)) {
                throw new DamagedFileException("The file " + shard + " is missing beside " + name
                        + ", which names it as a part of its weights.");
            }
            size += Files.size(beside);
            files.add(beside);
        }
        left -= size;
        if (left < 0) {
            throw new DamagedFileException(
                    "The weights of " + name + " are larger than the limit of " + WEIGHTS_LIMIT + " bytes.");
        }
        ByteBuffer bytes = ByteBuffer.allocate((int) size);
        for (Path one : files) {
            byte[] content = Files.readAllBytes(one);
            if (content.length > bytes.remaining()) {
                throw new DamagedFileException("The file " + one.getFileName() + " grew while it was read.");
            }
            bytes.put(content);
        }
        return bytes.flip();
    }
}
