package io.gauntlet.engine.foreign;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.RowDraws;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.file.NetworkFile;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ForeignNetworksTest {
    private static byte[] resource(String name) throws IOException {
        try (InputStream in = ForeignNetworksTest.class.getResourceAsStream(name)) {
            return in.readAllBytes();
        }
    }

    @Test
    void theFormatIsToldByTheContent(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("model.bin"), resource("/onnx/rows-16.onnx"));
        assertEquals(ForeignNetworks.ONNX, ForeignNetworks.format(file));
        assertEquals(Optional.of("keras-h5"), ForeignNetworks.format(resource("/keras/first-lesson.h5")));
        assertEquals(Optional.of("keras-json"), ForeignNetworks.format(resource("/keras/pictures.json")));
        assertEquals(Optional.empty(), ForeignNetworks.format(new byte[0]));
    }

    /** Whatever it came from, it is stored and read again as one file with the same answers. */
    @Test
    void aForeignNetworkIsStoredAsOneOfOurs(@TempDir Path folder) throws IOException {
        Path file = Files.write(folder.resolve("net.onnx"), resource("/onnx/residual-10.onnx"));
        try (CompiledNetwork foreign = ForeignNetworks.read(file, 4)) {
            assertEquals("net.onnx", foreign.architecture());
            Path stored = Files.write(folder.resolve("stored"), NetworkFile.write(foreign));
            assertEquals(ForeignNetworks.GAUNTLET, ForeignNetworks.format(stored));
            try (CompiledNetwork again = ForeignNetworks.read(stored, 1)) {
                var x = TestData.uniform(3, 4, 16, 16, 3);
                assertArrayEquals(
                        Memory.values(foreign.forward(x, RowDraws.none())),
                        Memory.values(again.forward(x, RowDraws.none())));
            }
        }
    }

    @Test
    void otherFilesAreToldWhatIsRead(@TempDir Path folder) throws IOException {
        Path text = Files.write(folder.resolve("notes.txt"), "hello".getBytes(StandardCharsets.UTF_8));
        String message = assertThrows(DamagedFileException.class, () -> ForeignNetworks.read(text, 1))
                .getMessage();
        assertTrue(message.contains("ONNX") && message.contains("Keras"), message);
        assertThrows(DamagedFileException.class, () -> ForeignNetworks.read(folder, 1));
        byte[] json = resource("/keras/pictures.json");
        assertThrows(DamagedFileException.class, () -> ForeignNetworks.read(json, "pictures.json", 1));
    }
}
