package io.gauntlet.runtime.work;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

import io.gauntlet.api.model.Parts;
import io.gauntlet.engine.file.NetworkFile;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.engine.onnx.OnnxFile;

/** Files that hold a model: ONNX, one network, or everything a defense learned. */
final class ModelFile {
    private static final String NETWORK_ENTRY = "network.json";

    private ModelFile() {}

    /** Reads a file. @throws RuntimeException of the engine, with one sentence, when it holds no model */
    static Parts read(Path file) throws IOException {
        byte[] content = Files.readAllBytes(file);
        String name = String.valueOf(file.getFileName());
        if (name.toLowerCase(Locale.ROOT).endsWith(".onnx")) {
            return Parts.of(OnnxFile.read(content, name, CompiledNetwork.DEFAULT_BLOCK));
        }
        return holdsOneNetwork(content) ? Parts.of(NetworkFile.read(content, name)) : PartsFile.read(content, name);
    }

    private static boolean holdsOneNetwork(byte[] content) throws IOException {
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                if (entry.getName().equals(NETWORK_ENTRY)) {
                    return true;
                }
            }
        }
        return false;
    }
}
