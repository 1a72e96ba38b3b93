package io.gauntlet.engine.foreign;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Optional;

import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.NetworkFile;
import io.gauntlet.engine.keras.KerasH5File;
import io.gauntlet.engine.keras.KerasJsonFile;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.onnx.OnnxFile;

/**
 * Networks in files. The format is told by the first bytes, not by the name. Nothing in a file is executed; sizes are
 * limited; what cannot be read is refused with one sentence.
 */
public final class ForeignNetworks {
    /** ONNX, as PyTorch exports it. */
    public static final String ONNX = "onnx";
    /** A whole Keras model in HDF5. */
    public static final String KERAS_H5 = "keras-h5";
    /** A Keras layers model in JSON, with binary files of weights beside it. */
    public static final String KERAS_JSON = "keras-json";
    /** A network that Gauntlet stored. */
    public static final String GAUNTLET = "gauntlet";

    /** The most bytes that a file may have. */
    public static final long LIMIT = 1L << 30;

    private static final byte[] HDF5 = {(byte) 0x89, 'H', 'D', 'F', '\r', '\n', 0x1a, '\n'};
    private static final byte[] ZIP = {'P', 'K', 3, 4};
    private static final int ONNX_VERSION = 0x08;
    private static final int FIRST_BYTES = 4096;

    private ForeignNetworks() {}

    /**
     * The format of a file.
     *
     * @param start its first bytes, 64 at least unless it is shorter
     * @return {@link #ONNX}, {@link #KERAS_H5}, {@link #KERAS_JSON} or {@link #GAUNTLET}; empty when it is none of them
     */
    public static Optional<String> format(byte[] start) {
        if (begins(start, HDF5)) {
            return Optional.of(KERAS_H5);
        } else if (begins(start, ZIP)) {
            return Optional.of(GAUNTLET);
        } else if (start.length > 1 && start[0] == ONNX_VERSION && start[1] > 0 && start[1] < 64) {
            return Optional.of(ONNX);
        }
        String text = new String(start, 0, Math.min(start.length, 64), StandardCharsets.UTF_8).strip();
        return text.startsWith("{") ? Optional.of(KERAS_JSON) : Optional.empty();
    }

    private static boolean begins(byte[] content, byte[] with) {
        return content.length >= with.length && Arrays.equals(content, 0, with.length, with, 0, with.length);
    }

    /**
     * The format of a file.
     *
     * @return as {@link #format(byte[])}
     * @throws DamagedFileException when it is none of them, with what is read
     * @throws UncheckedIOException when it cannot be read
     */
    public static String format(Path file) {
        try (var in = Files.newInputStream(file)) {
            return format(in.readNBytes(FIRST_BYTES)).orElseThrow(() -> new DamagedFileException(unknown(name(file))));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What to say of a file of none of the formats.
     *
     * @param name as its reader knows it
     */
    public static String unknown(String name) {
        return name + " holds no network that can be read: export yours as ONNX, with `torch.onnx.export` for PyTorch,"
                + " or save it whole from Keras.";
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    /**
     * Reads a network.
     *
     * @param block samples to compute together; a network that Gauntlet stored has its own
     * @return for one thread; {@link NetworkFile#write} stores it as one file, whatever it came from
     * @throws DamagedFileException when it is not such a file, was cut off, changed, or is too large
     * @throws UnsupportedLayerException naming a layer that the engine does not compute
     * @throws UncheckedIOException when it cannot be read
     */
    public static CompiledNetwork read(Path file, int block) {
        try {
            if (Files.isDirectory(file)) {
                throw new DamagedFileException(file + " is a folder: name the file of a network.");
            }
            long size = Files.size(file);
            if (size > LIMIT) {
                throw new DamagedFileException(
                        "The file " + name(file) + " is larger than the limit of " + LIMIT + " bytes.");
            } else if (size > Runtime.getRuntime().maxMemory() / 3) {
                throw new DamagedFileException("The file " + name(file) + " of " + (size >> 20)
                        + " MiB needs a Java heap three times as large; set it with -Xmx.");
            }
            return format(file).equals(KERAS_JSON)
                    ? KerasJsonFile.read(file, block)
                    : read(Files.readAllBytes(file), name(file), block);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * Reads a network that is one file: all but a Keras layers model in JSON, which needs the files beside it.
     *
     * @param content its bytes
     * @param name for messages; the name of the network unless Gauntlet stored it
     * @param block samples to compute together; a network that Gauntlet stored has its own
     * @return for one thread
     * @throws DamagedFileException when it is not such a file, was cut off, changed, or is too large
     * @throws UnsupportedLayerException naming a layer that the engine does not compute
     */
    public static CompiledNetwork read(byte[] content, String name, int block) {
        return switch (format(content).orElseThrow(() -> new DamagedFileException(unknown(name)))) {
            case ONNX -> OnnxFile.read(content, name, block);
            case KERAS_H5 -> KerasH5File.read(content, name, block);
            case GAUNTLET -> NetworkFile.read(content, name);
            default ->
                throw new DamagedFileException("The file " + name
                        + " is a Keras model in JSON, whose weights are in files beside it: name it where it lies.");
        };
    }
}
