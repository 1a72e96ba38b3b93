package io.gauntlet.engine.file;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Parts;
import io.gauntlet.engine.RandomNetworks;
import io.gauntlet.engine.TestData;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.network.CompiledNetwork;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class FilesTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aNetworkComesBackBitForBit(long seed) {
        try (CompiledNetwork network = TestData.network(RandomNetworks.draw(seed), seed, 16)) {
            byte[] file = NetworkFile.write(network);
            assertArrayEquals(file, NetworkFile.write(network.copy()));
            try (CompiledNetwork back = NetworkFile.read(file, "test")) {
                assertEquals(16, back.block());
                assertEquals("test", back.architecture());
                INDArray x = TestData.uniform(seed, 5, network.inputShape());
                assertArrayEquals(
                        Memory.values(network.forward(x, RowDraws.none())),
                        Memory.values(back.forward(x, RowDraws.none())));
                assertArrayEquals(file, NetworkFile.write(back));
            }
        }
    }

    @Test
    void partsComeBack() {
        CompiledNetwork teacher = TestData.network(RandomNetworks.draw(1), 1, 8);
        CompiledNetwork student = TestData.network(RandomNetworks.draw(2), 2, 8);
        INDArray threshold = Memory.array(new float[] {1.5f, -2f}, 2);
        Parts parts = new Parts(Map.of("teacher", teacher, "student", student), Map.of("threshold", threshold));
        byte[] file = PartsFile.write(parts);
        Parts back = PartsFile.read(file, "test");
        assertArrayEquals(file, PartsFile.write(back));
        assertEquals(parts.networks().keySet(), back.networks().keySet());
        assertArrayEquals(new float[] {1.5f, -2f}, Memory.values(back.arrays().get("threshold")));
        assertEquals(student.parameterCount(), back.network("student").parameterCount());
    }

    @Test
    void everyCutAndEveryChangedByteIsFoundOrHarmless() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(3), 3, 8);
        byte[] file = NetworkFile.write(network);
        for (int length = 0; length < file.length - 1; length += 1 + length / 40) {
            byte[] cut = java.util.Arrays.copyOf(file, length);
            try (CompiledNetwork whole = NetworkFile.read(cut, "cut")) {
                // Only the table of contents, which is not needed, may be missing.
                assertArrayEquals(
                        network.parameters().values(), whole.parameters().values());
            } catch (DamagedFileException e) {
                assertSentence(e);
            }
        }
        for (int at = 0; at < file.length; at += 1 + file.length / 400) {
            byte[] changed = file.clone();
            changed[at] ^= 0x41;
            try (CompiledNetwork whole = NetworkFile.read(changed, "changed")) {
                assertArrayEquals(
                        network.parameters().values(), whole.parameters().values());
            } catch (DamagedFileException e) {
                assertSentence(e);
            }
        }
    }

    private static void assertSentence(Exception e) {
        assertTrue(e.getMessage().startsWith("The file ") && e.getMessage().endsWith("."), e.getMessage());
    }

    @Test
    void eachKindOfDamageIsNamed() {
        CompiledNetwork network = TestData.network(RandomNetworks.draw(3), 3, 8);
        Map<String, byte[]> entries = NetworkFile.entries(network);
        String array = entries.keySet().stream()
                .filter(name -> name.endsWith("weights.npy"))
                .findFirst()
                .orElseThrow();

        assertTrue(damage(entries, array, null).contains("arrays; its layers need"));
        assertTrue(damage(entries, array, Npy.of(new float[] {1}, 1).bytes()).contains("its layers need float32"));
        assertTrue(damage(entries, "network.json", "{".getBytes(StandardCharsets.UTF_8))
                .contains("damaged description"));
        assertTrue(damage(entries, "network.json", null).contains("not a stored network"));
        String json = new String(entries.get("network.json"), StandardCharsets.UTF_8);
        assertTrue(json(entries, json.replace("\"format\":2", "\"format\":9")).contains("format 9"));
        assertTrue(json(entries, json.replace("\"kind\":\"dense\"", "\"kind\":\"java.lang.Runtime\""))
                .contains("damaged"));
        assertTrue(json(entries, json.replace("\"nodes\":[", "\"nodes\":null,\"x\":["))
                .contains("damaged"));
        assertTrue(json(entries, json.replace("\"outputs\":", "\"outputs\":99999999"))
                .contains("The file"));
        float[] values = Npy.read(entries.get(array), array).floats();
        values[0] = Float.NaN;
        byte[] bad = Npy.of(values, Npy.read(entries.get(array), array).shape()).bytes();
        assertTrue(damage(entries, array, bad).contains("not numbers"));
        assertTrue(assertThrows(DamagedFileException.class, () -> NetworkFile.read(new byte[0], "x"))
                .getMessage()
                .contains("not a stored network"));
    }

    private static String json(Map<String, byte[]> entries, String json) {
        return damage(entries, "network.json", json.getBytes(StandardCharsets.UTF_8));
    }

    private static String damage(
            Map<String, byte[]> entries, String name, byte @org.jspecify.annotations.Nullable [] content) {
        Map<String, byte[]> changed = new HashMap<>(entries);
        if (content == null) {
            changed.remove(name);
        } else {
            changed.put(name, content);
        }
        byte[] file = Zip.write(changed);
        return assertThrows(DamagedFileException.class, () -> NetworkFile.read(file, "x"))
                .getMessage();
    }

    @Test
    void aZipThatUnpacksToTooMuchIsRefused() {
        byte[] file = Zip.write(Map.of("a", new byte[1000]));
        assertThrows(DamagedFileException.class, () -> Zip.read(file, "x", 999));
        assertEquals(1, Zip.read(file, "x", 1000).size());
    }

    @Test
    void npyIsWhatNumPyWrites() {
        Npy floats = Npy.of(new float[] {1, 2.5f, -3, 4, 5, 6}, 2, 3);
        byte[] bytes = floats.bytes();
        String header = new String(bytes, 10, 118, StandardCharsets.US_ASCII);
        assertTrue(
                header.startsWith("{'descr': '<f4', 'fortran_order': False, 'shape': (2, 3), }")
                        && header.endsWith("\n"),
                header);
        assertEquals(128 + 24, bytes.length);
        assertArrayEquals(floats.floats(), Npy.read(bytes, "x").floats());
        assertArrayEquals(new long[] {2, 3}, Npy.read(bytes, "x").shape());

        Npy pixels = Npy.read(Npy.of(new byte[] {0, (byte) 255}, 2).bytes(), "x");
        assertArrayEquals(new float[] {0, 255}, pixels.floats());
        assertEquals(Npy.Type.UINT8, pixels.type());
        Npy labels = Npy.read(Npy.of(new long[] {7, -1, 1L << 40}, 3).bytes(), "x");
        assertArrayEquals(new long[] {7, -1, 1L << 40}, labels.longs());
        assertThrows(IllegalStateException.class, floats::longs);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'descr': '<f8', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '|O', 'fortran_order': False, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': True, 'shape': (1,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (2,), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (4294967296, 4294967296), }",
                "{'descr': '<f4', 'fortran_order': False, 'shape': (99999999999999999999,), }",
                "{'descr': '<f4', 'shape': (1,), }",
                "import os"
            })
    void aForeignHeaderIsRefusedInOneSentence(String header) {
        byte[] bytes = new byte[10 + header.length() + 4];
        System.arraycopy(
                new byte[] {(byte) 0x93, 'N', 'U', 'M', 'P', 'Y', 1, 0, (byte) header.length(), 0}, 0, bytes, 0, 10);
        System.arraycopy(header.getBytes(StandardCharsets.US_ASCII), 0, bytes, 10, header.length());
        assertSentence(assertThrows(DamagedFileException.class, () -> Npy.read(bytes, "x.npy")));
    }

    @Test
    void aCutNpyIsRefused() {
        byte[] bytes = Npy.of(new float[] {1, 2, 3}, 3).bytes();
        for (int length = 0; length < bytes.length; length++) {
            byte[] cut = java.util.Arrays.copyOf(bytes, length);
            assertSentence(assertThrows(DamagedFileException.class, () -> Npy.read(cut, "x.npy")));
        }
    }
}
