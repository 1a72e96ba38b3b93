package io.gauntlet.app.http;

import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Writes pictures as PNG (ISO/IEC 15948): eight bits a channel, grey or RGB, no filter. */
final class Png {
    private static final byte[] SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1a, '\n'};
    private static final int GREY = 0;
    private static final int RGB = 2;

    private Png() {}

    /**
     * A picture.
     *
     * @param values in [0,1], row after row, channels last
     * @param channels 1 or 3
     */
    static byte[] of(float[] values, int height, int width, int channels) {
        if ((channels != 1 && channels != 3) || values.length != height * width * channels) {
            throw new IllegalArgumentException("A picture has 1 or 3 channels, and " + values.length
                    + " values are not " + height + " x " + width + " x " + channels + ".");
        }
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream png = new DataOutputStream(bytes)) {
            png.write(SIGNATURE);
            chunk(png, "IHDR", header(height, width, channels));
            chunk(png, "IDAT", pixels(values, height, width * channels));
            chunk(png, "IEND", new byte[0]);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }

    private static byte[] header(int height, int width, int channels) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(bytes);
        header.writeInt(width);
        header.writeInt(height);
        header.writeByte(Byte.SIZE);
        header.writeByte(channels == 1 ? GREY : RGB);
        header.write(new byte[3]);
        return bytes.toByteArray();
    }

    private static byte[] pixels(float[] values, int height, int line) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DeflaterOutputStream deflated = new DeflaterOutputStream(bytes)) {
            byte[] row = new byte[line + 1];
            for (int y = 0; y < height; y++) {
                for (int x = 0; x < line; x++) {
                    float value = Math.min(1f, Math.max(0f, values[y * line + x]));
                    row[x + 1] = (byte) Math.round(255 * value);
                }
                deflated.write(row);
            }
        }
        return bytes.toByteArray();
    }

    private static void chunk(DataOutputStream png, String type, byte[] content) throws IOException {
        byte[] name = type.getBytes(StandardCharsets.US_ASCII);
        CRC32 crc = new CRC32();
        crc.update(name);
        crc.update(content);
        png.writeInt(content.length);
        png.write(name);
        png.write(content);
        png.writeInt((int) crc.getValue());
    }
}
