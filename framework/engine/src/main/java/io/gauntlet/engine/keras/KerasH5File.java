package io.gauntlet.engine.keras;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.jhdf.HdfFile;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.api.Group;
import io.jhdf.api.Node;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

/** A whole model in an HDF5 file, as {@code model.save("name.h5")} of Keras 2 and 3 writes it. */
public final class KerasH5File {
    /** The most bytes that a file may have. */
    public static final long LIMIT = 1L << 30;

    private static final int MOST_ARRAYS = 100_000;
    private static final int DEEPEST = 30;
    /** Deflate makes at most about a thousand bytes of one. */
    private static final long MOST_GROWTH = 1100;

    private final byte[] content;
    private final String name;
    private final List<KerasArray> arrays = new ArrayList<>();

    private KerasH5File(byte[] content, String name) {
        this.content = content;
        this.name = name;
    }

    /**
     * Reads a file. Nothing in it is executed, and no other file is opened.
     *
     * @param content its bytes
     * @param name its name, which becomes the network's
     * @param block samples to compute together
     * @throws DamagedFileException when it is not such a file, was cut off or is too large
     * @throws UnsupportedLayerException naming a layer that the engine does not compute
     */
    public static CompiledNetwork read(byte[] content, String name, int block) {
        if (content.length > LIMIT) {
            throw new DamagedFileException("The file " + name + " is larger than the limit of " + LIMIT + " bytes.");
        }
        try {
            return new KerasH5File(content, name).network(block);
        } catch (DamagedFileException | UnsupportedLayerException e) {
            throw e;
        } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
            // The library meets a changed file with whatever its parts lead to.
            throw new DamagedFileException(
                    "The file " + name + " is not an HDF5 file that can be read, or it was cut off or changed.", e);
        }
    }

    private CompiledNetwork network(int block) {
        try (HdfFile file = HdfFile.fromBytes(content)) {
            if (file.getHdfBackingStorage().getSuperblock().getEndOfFileAddress() > content.length) {
                throw new DamagedFileException("The file " + name + " was cut off; copy it again.");
            }
            Attribute config = file.getAttribute("model_config");
            if (config == null) {
                throw new DamagedFileException("The file " + name
                        + " holds no Keras model, or only its weights; save the whole model with model.save.");
            }
            JsonNode model;
            try {
                model = new JsonMapper().readTree(text(config));
            } catch (JsonProcessingException e) {
                throw new DamagedFileException("The file " + name + " has a damaged description of its layers.", e);
            }
            Attribute version = file.getAttribute("keras_version");
            Node weights = file.getChildren().get("model_weights");
            if (!(weights instanceof Group group) || weights.isLink()) {
                throw new DamagedFileException("The file " + name + " holds no weights.");
            }
            collect(group, "", 0);
            return KerasNetwork.of(model, version == null ? "2" : text(version), new KerasWeights(arrays), name, block);
        }
    }

    private static String text(Attribute attribute) {
        Object data = attribute.getData();
        return data instanceof String[] lines && lines.length == 1 ? lines[0] : String.valueOf(data);
    }

    /** The arrays in a group. Links, which may lead to other files, are not followed. */
    private void collect(Group group, String path, int depth) {
        if (depth > DEEPEST || arrays.size() > MOST_ARRAYS) {
            throw new DamagedFileException("The file " + name + " has more groups and arrays than a model has.");
        }
        for (Node child : group) {
            boolean own = !child.isLink();
            if (own && child instanceof Group inner) {
                collect(inner, path + child.getName() + "/", depth + 1);
            } else if (own && child instanceof Dataset dataset) {
                long[] shape =
                        Arrays.stream(dataset.getDimensions()).asLongStream().toArray();
                arrays.add(new KerasArray(path + child.getName(), shape, () -> values(dataset)));
            }
        }
    }

    private float[] values(Dataset dataset) {
        if (dataset.getSizeInBytes() > MOST_GROWTH * content.length) {
            throw new DamagedFileException("The file " + name + " has an array of an impossible size.");
        }
        Object data = dataset.getDataFlat();
        if (data instanceof float[] floats) {
            return floats;
        } else if (data instanceof double[] doubles) {
            float[] floats = new float[doubles.length];
            for (int i = 0; i < floats.length; i++) {
                floats[i] = (float) doubles[i];
            }
            return floats;
        }
        throw new DamagedFileException(
                "The file " + name + " holds weights that are not float32; save the model with that type.");
    }
}
