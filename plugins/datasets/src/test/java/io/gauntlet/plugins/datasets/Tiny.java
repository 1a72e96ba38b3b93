package io.gauntlet.plugins.datasets;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

import io.gauntlet.api.Progress;
import io.gauntlet.api.data.DataSource;

/** A data set of ten training and three test pictures of 2 x 3 pixels, with its right files. */
final class Tiny {
    private final Map<String, byte[]> bytes = new LinkedHashMap<>();
    private final IdxCollection collection;

    Tiny() {
        collection = new IdxCollection(
                "tiny",
                file("train-images-idx3-ubyte", 1, 10, 2, 3),
                file("train-labels-idx1-ubyte", 2, 10),
                file("t10k-images-idx3-ubyte", 3, 3, 2, 3),
                file("t10k-labels-idx1-ubyte", 4, 3),
                new SplitSizes(6, 3, 1),
                10);
    }

    IdxCollection collection() {
        return collection;
    }

    byte[] bytes(IdxFile file) {
        return bytes.getOrDefault(file.name(), new byte[0]).clone();
    }

    void writeRaw(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (IdxFile file : collection.files()) {
            Files.write(folder.resolve(file.name()), bytes(file));
        }
    }

    void writePacked(Path folder) throws IOException {
        Files.createDirectories(folder);
        for (IdxFile file : collection.files()) {
            Files.write(folder.resolve(file.name() + ".gz"), packed(bytes(file)));
        }
    }

    static byte[] packed(byte[] raw) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
            gzip.write(raw);
        }
        return out.toByteArray();
    }

    /** A source whose reported messages are kept. */
    record Source(Optional<Path> folder, Path cache, boolean online, List<String> messages) implements DataSource {
        static Source of(Path folder, Path cache, boolean online) {
            return new Source(Optional.of(folder), cache, online, new ArrayList<>());
        }

        static Source cached(Path cache, boolean online) {
            return new Source(Optional.empty(), cache, online, new ArrayList<>());
        }

        @Override
        public Progress progress() {
            return (done, message) -> messages.add(message);
        }
    }

    private IdxFile file(String name, int salt, Integer... dimensions) {
        IdxFile unchecked = new IdxFile(name, List.of(dimensions), "");
        byte[] content = unchecked.header();
        int headerLength = content.length;
        content = Arrays.copyOf(content, unchecked.length());
        for (int i = headerLength; i < content.length; i++) {
            int value = (i - headerLength) * 37 + salt;
            content[i] = (byte) (dimensions.length == 1 ? value % 10 : value);
        }
        bytes.put(name, content);
        return new IdxFile(name, List.of(dimensions), HexFormat.of().formatHex(md5(content)));
    }

    static byte[] md5(byte[] content) {
        try {
            return MessageDigest.getInstance("MD5").digest(content);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
