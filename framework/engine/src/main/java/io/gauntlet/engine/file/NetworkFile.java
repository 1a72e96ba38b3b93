package io.gauntlet.engine.file;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;

import io.gauntlet.api.model.NonFiniteException;
import io.gauntlet.engine.layout.Blueprint;
import io.gauntlet.engine.layout.ParameterLayout;
import io.gauntlet.engine.network.CompiledNetwork;

/**
 * A stored network: a zip of {@code network.json}, its layers, and one npy for each parameter array. It needs neither
 * the architecture's plug-in nor DL4J to be read. The same network gives the same bytes.
 */
public final class NetworkFile {
    /** The most bytes that a file may have unpacked. */
    public static final long LIMIT = 1L << 31;

    private static final String HEADER = "network.json";
    private static final ObjectMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .build();

    private NetworkFile() {}

    /** The file of a network. */
    public static byte[] write(CompiledNetwork network) {
        return Zip.write(entries(network));
    }

    /**
     * The network of a file.
     *
     * @param name for messages
     * @throws DamagedFileException with one sentence that says what is wrong
     */
    public static CompiledNetwork read(byte[] file, String name) {
        return network(Zip.read(file, name, LIMIT), name);
    }

    static Map<String, byte[]> entries(CompiledNetwork network) {
        Map<String, byte[]> entries = new HashMap<>();
        Blueprint blueprint = network.blueprint();
        NetworkHeader header = new NetworkHeader(
                NetworkHeader.FORMAT,
                network.architecture(),
                blueprint.shape(),
                blueprint.classes(),
                network.block(),
                blueprint.nodes());
        try {
            entries.put(HEADER, JSON.writeValueAsBytes(header));
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
        float[] values = network.parameters().values();
        for (ParameterLayout.Slot slot : network.parameters().layout().slots()) {
            int from = (int) slot.offset();
            float[] part = Arrays.copyOfRange(values, from, from + (int) slot.length());
            entries.put(slot.name() + ".npy", Npy.of(part, slot.shape()).bytes());
        }
        return entries;
    }

    static CompiledNetwork network(Map<String, byte[]> entries, String name) {
        byte[] json = entries.get(HEADER);
        if (json == null) {
            throw new DamagedFileException("The file " + name + " has no " + HEADER + ": it is not a stored network.");
        }
        NetworkHeader header;
        Blueprint blueprint;
        ParameterLayout layout;
        try {
            header = JSON.readValue(json, NetworkHeader.class);
            if (header.format() != NetworkHeader.FORMAT) {
                throw new DamagedFileException("The file " + name + " has the format " + header.format()
                        + "; this version of Gauntlet reads " + NetworkHeader.FORMAT + ".");
            }
            blueprint = new Blueprint(header.shape(), header.classes(), header.nodes());
            layout = new ParameterLayout(blueprint);
            if (layout.count() > LIMIT / Float.BYTES - 8 || header.block() < 1 || header.architecture() == null) {
                throw new DamagedFileException("The file " + name + " describes an impossible network.");
            }
        } catch (IOException | IllegalArgumentException | ArithmeticException | NullPointerException e) {
            throw new DamagedFileException("The file " + name + " has a damaged description: " + firstLine(e) + ".", e);
        }
        try {
            return CompiledNetwork.of(header.architecture(), blueprint, values(entries, layout, name), header.block());
        } catch (NonFiniteException e) {
            throw new DamagedFileException(
                    "The file " + name + " holds weights that are not numbers. " + e.getMessage(), e);
        }
    }

    private static String firstLine(Exception e) {
        String message = String.valueOf(e.getMessage()).lines().findFirst().orElse("");
        return message.endsWith(".") ? message.substring(0, message.length() - 1) : message;
    }

    private static float[] values(Map<String, byte[]> entries, ParameterLayout layout, String name) {
        if (entries.size() != layout.slots().size() + 1) {
            throw new DamagedFileException("The file " + name + " holds " + (entries.size() - 1)
                    + " arrays; its layers need " + layout.slots().size() + ".");
        }
        float[] values = new float[(int) layout.count()];
        for (ParameterLayout.Slot slot : layout.slots()) {
            byte[] content = entries.get(slot.name() + ".npy");
            if (content == null) {
                throw new DamagedFileException("The file " + name + " lacks the array " + slot.name() + ".");
            }
            Npy array = Npy.read(content, slot.name() + ".npy in " + name);
            if (array.type() != Npy.Type.FLOAT32 || !Arrays.equals(array.shape(), slot.shape())) {
                throw new DamagedFileException("The file " + name + " holds " + slot.name() + " as "
                        + Arrays.toString(array.shape()) + "; its layers need float32 "
                        + Arrays.toString(slot.shape()) + ".");
            }
            System.arraycopy(array.floats(), 0, values, (int) slot.offset(), (int) slot.length());
        }
        return values;
    }
}
