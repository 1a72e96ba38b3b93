package io.gauntlet.engine.keras;

import java.io.IOException;
import java.io.InputStream;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.gauntlet.api.Draws;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.file.DamagedFileException;
import io.gauntlet.engine.foreign.ForeignNetworks;
import io.gauntlet.engine.layout.UnsupportedLayerException;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The models among the resources against what PyTorch and NumPy compute; and what is refused. */
class KerasFilesTest {
    private static Path resource(String name) {
        try {
            return Path.of(KerasFilesTest.class.getResource("/keras/" + name).toURI());
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }

    private static float[] numbers(JsonNode list) {
        float[] numbers = new float[list.size()];
        for (int i = 0; i < numbers.length; i++) {
            numbers[i] = list.get(i).floatValue();
        }
        return numbers;
    }

    private static void assertAnswers(Path file, String name) throws IOException {
        JsonNode expected = new JsonMapper()
                .readTree(Files.readAllBytes(resource("expected.json")))
                .path(name);
        try (CompiledNetwork network = ForeignNetworks.read(file, 2)) {
            long[] shape = network.inputShape();
            long[] full = new long[shape.length + 1];
            full[0] = 2;
            System.arraycopy(shape, 0, full, 1, shape.length);
            float[] logits =
                    Memory.values(network.forward(Memory.array(numbers(expected.path("x")), full), RowDraws.none()));
            assertArrayEquals(numbers(expected.path("y")), logits, 1e-4f);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "first-lesson.h5, keras-h5",
        "pictures.h5, keras-h5",
        "residual-keras3.h5, keras-h5",
        "nested.h5, keras-h5",
        "pictures.json, keras-json"
    })
    void answersAsKeras(String name, String format) throws IOException {
        assertEquals(format, ForeignNetworks.format(resource(name)));
        assertAnswers(resource(name), name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"first-lesson.h5", "pictures.h5", "residual-keras3.h5"})
    void aChangedFileIsReadOrRefusedInOneSentence(String name) throws IOException {
        byte[] file = Files.readAllBytes(resource(name));
        for (int part = 0; part < 50; part++) {
            byte[] cut = Arrays.copyOf(file, file.length * part / 50);
            assertFalse(read(cut), "a file cut off after " + cut.length + " bytes was read");
        }
        Draws draws = Seed.of(31).draws();
        for (int i = 0; i < 80; i++) {
            byte[] changed = file.clone();
            for (int change = draws.index(3); change >= 0; change--) {
                changed[draws.index(changed.length)] = (byte) draws.index(256);
            }
            read(changed);
        }
    }

    private static boolean read(byte[] file) {
        try {
            KerasH5File.read(file, "x", 2).close();
            return true;
        } catch (DamagedFileException | UnsupportedLayerException e) {
            String message = e.getMessage();
            assertTrue(message.endsWith(".") && message.lines().count() == 1, message);
            return false;
        }
    }

    /** A copy of the model in JSON, with a part of its text replaced. */
    private static Path copy(Path folder, String part, String by) throws IOException {
        for (int i = 1; i <= 3; i++) {
            String shard = "pictures-shard" + i + "of3.bin";
            Files.copy(resource(shard), folder.resolve(shard));
        }
        String text = Files.readString(resource("pictures.json"));
        assertTrue(text.contains(part), part);
        return Files.writeString(folder.resolve("model.json"), text.replace(part, by));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "\"LeakyReLU\" | \"Lambda\" | leaky (Lambda) holds code",
                "\"LeakyReLU\" | \"LayerNormalization\" | leaky (LayerNormalization) is not among",
                "\"filters\": 6 | \"filters\": 7 | conv (Conv2D) has kernel of the shape",
                "conv/kernel | other/kernel | no weights called kernel",
                "channels_last | channels_first | channels first",
                "pictures-shard2of3.bin | ../shard.bin | own folder",
                "pictures-shard2of3.bin | absent.bin | absent.bin is missing",
                "[9, 8, 2] | [null, 8, 2] | is not a JSON",
                "null, 9, 8, 2 | null, null, 8, 2 | size of its input",
                "null, 9, 8, 2 | null, 8, 2, 3, 4 | 5 dimensions",
                "\"layers-model\" | \"graph-model\" | graph model",
                "\"shape\": [3] | \"shape\": [4] | more weights than",
                "\"shape\": [3] | \"shape\": [2] | bytes more than",
                "\"hard_sigmoid\" | \"exponential\" | activation exponential",
                "[2, 2] | [2, 900000000] | small integer",
                "\"interpolation\": \"nearest\" | \"interpolation\": \"bilinear\" | repeat pixels",
            })
    void saysWhatIsWrong(String part, String by, String says, @TempDir Path folder) throws IOException {
        if (part.equals("[9, 8, 2]")) {
            Path cut = folder.resolve("cut.json");
            Files.writeString(cut, Files.readString(resource("pictures.json")).substring(0, 1500));
            refused(cut, says);
        } else {
            refused(copy(folder, part, by), says);
        }
    }

    private static void refused(Path file, String says) {
        RuntimeException refusal = assertThrows(
                RuntimeException.class, () -> ForeignNetworks.read(file, 2).close());
        assertTrue(
                refusal instanceof DamagedFileException || refusal instanceof UnsupportedLayerException,
                refusal.toString());
        assertTrue(refusal.getMessage().contains(says), refusal.getMessage());
    }

    @Test
    void weightsOfOneByteAreScaled(@TempDir Path folder) throws IOException {
        Files.write(folder.resolve("w.bin"), new byte[] {0, 1, 2, (byte) 255, 10, 20});
        Files.writeString(folder.resolve("model.json"), """
                {"modelTopology": {"class_name": "Sequential", "config": {"name": "s", "layers": [{"class_name": "Dense",
                  "config": {"name": "d", "units": 2, "batch_input_shape": [null, 2], "use_bias": true}}]}},
                 "weightsManifest": [{"paths": ["w.bin"], "weights": [
                  {"name": "d/kernel", "shape": [2, 2], "dtype": "float32",
                   "quantization": {"dtype": "uint8", "scale": 0.5, "min": -1}},
                  {"name": "d/bias", "shape": [2], "dtype": "float32",
                   "quantization": {"dtype": "uint8", "scale": 1, "min": 0}}]}]}
                """);
        try (CompiledNetwork network = ForeignNetworks.read(folder.resolve("model.json"), 2)) {
            float[] logits = Memory.values(network.forward(Memory.array(new float[] {1, 2}, 1, 2), RowDraws.none()));
            assertArrayEquals(new float[] {10 - 1 + 2 * 0, 20 - 0.5f + 2 * 126.5f}, logits, 1e-4f);
        }
    }

    @Test
    void weightsAloneAreRefused() throws IOException {
        byte[] file;
        try (InputStream in = Files.newInputStream(resource("first-lesson.h5"))) {
            file = in.readAllBytes();
        }
        byte[] word = "model_config".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i + word.length < file.length; i++) {
            if (Arrays.equals(file, i, i + word.length, word, 0, word.length)) {
                file[i] = 'n';
            }
        }
        String message = assertThrows(DamagedFileException.class, () -> KerasH5File.read(file, "x", 2))
                .getMessage();
        assertTrue(message.contains("model.save"), message);
    }
}
