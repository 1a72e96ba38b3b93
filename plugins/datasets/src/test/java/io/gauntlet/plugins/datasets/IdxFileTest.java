package io.gauntlet.plugins.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.HexFormat;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IdxFileTest {
    private final Tiny tiny = new Tiny();
    private final IdxFile file = tiny.collection().trainImages();
    private final byte[] right = tiny.bytes(file);

    @Test
    void readsTheValuesAfterTheHeader() throws IOException {
        IdxContents contents = file.read(new ByteArrayInputStream(right));
        assertArrayEquals(Arrays.copyOfRange(right, 16, right.length), contents.values());
        assertArrayEquals(HexFormat.of().parseHex("000008030000000a0000000200000003"), contents.header());
    }

    @Test
    void namesBothLengthsOfATruncatedFile() {
        String message = fault(Arrays.copyOf(right, 40));
        assertTrue(message.contains("40 bytes instead of 76"), message);
        assertTrue(message.contains("expected md5 " + file.md5()), message);
    }

    @Test
    void refusesATooLongFile() {
        assertTrue(fault(Arrays.copyOf(right, 77)).contains("longer than the expected 76 bytes"));
    }

    @Test
    void refusesAWrongHeader() {
        byte[] wrong = right.clone();
        wrong[7] = 11;
        assertTrue(fault(wrong).contains("not an idx file of [10, 2, 3]"));
    }

    @Test
    void namesBothChecksumsOfADamagedFile() {
        byte[] wrong = right.clone();
        wrong[50] ^= 1;
        assertEquals(
                "its content differs (expected md5 " + file.md5() + ", actual "
                        + HexFormat.of().formatHex(Tiny.md5(wrong)) + ")",
                fault(wrong));
    }

    @Test
    void refusesDamagedPacking() throws IOException {
        byte[] packed = Tiny.packed(right);
        byte[] truncated = Arrays.copyOf(packed, packed.length - 12);
        for (byte[] wrong : new byte[][] {truncated, right, new byte[0]}) {
            DamagedException fault = assertThrows(
                    DamagedException.class, () -> DataFolder.unpack(file, new ByteArrayInputStream(wrong)));
            assertTrue(String.valueOf(fault.getMessage()).contains("cannot be unpacked"), fault.getMessage());
        }
    }

    private String fault(byte[] content) {
        DamagedException fault =
                assertThrows(DamagedException.class, () -> file.read(new ByteArrayInputStream(content)));
        return String.valueOf(fault.getMessage());
    }
}
