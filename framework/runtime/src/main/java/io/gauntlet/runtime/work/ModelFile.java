package io.gauntlet.runtime.work;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.NetworkFile;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.foreign.ForeignNetworks;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.store.ArtifactStore;

/**
 * A file that holds a network: one of those that the engine reads, or everything a defense learned. A Keras layers model
 * keeps its weights in files beside it; it is taken as the stored network that was read from them, so that one artifact
 * holds all of it. Nothing in a file is executed.
 */
public final class ModelFile {
    private static final String NETWORK_ENTRY = "network.json";
    private static final String STORED_NETWORK = "stored network";
    private static final String STORED_MODEL = "stored model";
    private static final int FIRST_BYTES = 64;

    private final String name;
    private final byte[] content;
    private final String format;

    private ModelFile(String name, byte[] content, String format) {
        this.name = name;
        this.content = content;
        this.format = format;
    }

    /**
     * Reads a file.
     *
     * @throws InvalidInputException when it cannot be read, is too large, or is none of the formats, with what to do
     */
    public static ModelFile read(Path file) {
        checkSize(file);
        String name = String.valueOf(file.getFileName());
        try {
            if (inSeveralFiles(file)) {
                return new ModelFile(name, together(file), ForeignNetworks.KERAS_JSON);
            }
            byte[] content = Files.readAllBytes(file);
            return new ModelFile(name, content, format(content, name));
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    /**
     * A file that was read before.
     *
     * @param name for messages, and the name of the network
     * @throws InvalidInputException when it is none of the formats
     */
    public static ModelFile of(byte[] content, String name) {
        return new ModelFile(name, content, format(content, name));
    }

    private static boolean inSeveralFiles(Path file) throws IOException {
        try (InputStream in = Files.newInputStream(file)) {
            return ForeignNetworks.format(in.readNBytes(FIRST_BYTES))
                    .filter(ForeignNetworks.KERAS_JSON::equals)
                    .isPresent();
        }
    }

    private static byte[] together(Path file) {
        try (CompiledNetwork network = ForeignNetworks.read(file, CompiledNetwork.DEFAULT_BLOCK)) {
            return NetworkFile.write(network);
        } catch (DamagedFileException | UnsupportedLayerException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        } catch (UncheckedIOException e) {
            throw unreadable(file, e.getCause());
        }
    }

    /**
     * The SHA-256 of what {@link #read} makes of a file: of its bytes, unless its weights lie in other files.
     *
     * @return 64 hexadecimal digits
     * @throws InvalidInputException when it cannot be read or is too large, with what to do
     */
    public static String sha256(Path file) {
        checkSize(file);
        MessageDigest digest = newDigest();
        try {
            if (inSeveralFiles(file)) {
                return HexFormat.of().formatHex(digest.digest(together(file)));
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
        try (InputStream in = new DigestInputStream(Files.newInputStream(file), digest)) {
            in.transferTo(OutputStream.nullOutputStream());
            return HexFormat.of().formatHex(digest.digest());
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static MessageDigest newDigest() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    private static void checkSize(Path file) {
        try {
            if (Files.isDirectory(file)) {
                throw new InvalidInputException(file + " is a folder: name the file of a network.");
            }
            if (Files.size(file) > ArtifactStore.MAX_SIZE) {
                throw new InvalidInputException(
                        file + " is larger than " + (ArtifactStore.MAX_SIZE >> 20) + " MiB, the most a model may be.");
            }
        } catch (IOException e) {
            throw unreadable(file, e);
        }
    }

    private static InvalidInputException unreadable(Path file, IOException e) {
        return e instanceof NoSuchFileException
                ? new InvalidInputException(
                        "There is no file " + file + ": name the file of a network, such as my-network.onnx.", e)
                : new InvalidInputException(file + " cannot be read: make it readable.", e);
    }

    private static String format(byte[] content, String name) {
        String format = ForeignNetworks.format(content)
                .orElseThrow(() -> new InvalidInputException(ForeignNetworks.unknown(name)));
        if (!format.equals(ForeignNetworks.GAUNTLET)) {
            return format;
        }
        return holdsOneNetwork(content, name) ? STORED_NETWORK : STORED_MODEL;
    }

    private static boolean holdsOneNetwork(byte[] content, String name) {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(NETWORK_ENTRY)) {
                    return true;
                }
            }
            return false;
        } catch (IOException | IllegalArgumentException e) {
            throw new InvalidInputException(name + " is a damaged zip file: copy it again.", e);
        }
    }

    /** Its name, without folders. */
    public String name() {
        return name;
    }

    /** What it is, such as {@code onnx}. */
    public String format() {
        return format;
    }

    /** The SHA-256 of its bytes, 64 hexadecimal digits. */
    public String sha256() {
        return HexFormat.of().formatHex(newDigest().digest(content));
    }

    /** Its bytes; not to be changed. */
    public byte[] content() {
        return content;
    }

    /**
     * Checks that it takes the samples of a data set.
     *
     * @param dataSet its id, for the message
     * @throws InvalidInputException when it does not, or holds no network that can be computed, with one sentence
     */
    public void checkFits(Examples samples, String dataSet) {
        try (CompiledNetwork network = network()) {
            Fit.check(network, name, samples, dataSet);
        }
    }

    /**
     * The network in it, for one thread.
     *
     * @throws InvalidInputException when there is none that can be computed, with one sentence
     */
    public CompiledNetwork network() {
        try {
            return switch (format) {
                case STORED_MODEL -> (CompiledNetwork) only(PartsFile.read(content, name));
                case STORED_NETWORK, ForeignNetworks.KERAS_JSON -> NetworkFile.read(content, name);
                default -> ForeignNetworks.read(content, name, CompiledNetwork.DEFAULT_BLOCK);
            };
        } catch (DamagedFileException | UnsupportedLayerException e) {
            throw new InvalidInputException(String.valueOf(e.getMessage()), e);
        } catch (IllegalArgumentException | IllegalStateException e) {
            throw new InvalidInputException("The network in " + name + " cannot be used: " + e.getMessage(), e);
        }
    }

    private Network only(Parts parts) {
        if (parts.networks().size() != 1) {
            throw new InvalidInputException(name + " holds " + parts.networks().size() + " networks "
                    + parts.networks().keySet()
                    + ": it is a defended model; name it by its SHA-256 instead, so that its"
                    + " defense is put around them.");
        }
        return parts.networks().values().iterator().next();
    }
}
