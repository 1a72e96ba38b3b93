package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.stream.Collectors;

/** Writes float32 arrays as NumPy's {@code save} does; apart from the framework's own code, which the tests test. */
final class NpyFile {
    private static final int BEFORE_HEADER = 10;
    private static final int ALIGNMENT = 64;

    private NpyFile() {}

    static Path write(Path file, float[] values, int... shape) throws IOException {
        String sides = Arrays.stream(shape).mapToObj(side -> side + ",").collect(Collectors.joining(" "));
        String text = "{'descr': '<f4', 'fortran_order': False, 'shape': (" + sides + "), }";
        int length = text.length() + 1;
        int padding = Math.floorMod(-(BEFORE_HEADER + length), ALIGNMENT);
        String header = text + " ".repeat(padding) + "\n";
        ByteBuffer bytes = ByteBuffer.allocate(BEFORE_HEADER + header.length() + 4 * values.length)
                .order(ByteOrder.LITTLE_ENDIAN);
        bytes.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        bytes.put((byte) 1).put((byte) 0).putShort((short) header.length());
        bytes.put(header.getBytes(StandardCharsets.US_ASCII));
        for (float value : values) {
            bytes.putFloat(value);
        }
        return Files.write(file, bytes.array());
    }
}
