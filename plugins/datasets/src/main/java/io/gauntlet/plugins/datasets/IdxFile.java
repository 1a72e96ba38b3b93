package io.gauntlet.plugins.datasets;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.ZipException;

/**
 * One file in the idx format and what must be in it. The format: two zero bytes, the type (8 = unsigned byte), the
 * number of dimensions, each dimension as a big-endian int, then the values. Source: the MNIST data page of Y. LeCun,
 * section "The IDX file format".
 *
 * @param name the plain name of the raw file, such as {@code train-images-idx3-ubyte}
 * @param dimensions how many samples, then the sides of one
 * @param md5 of the raw file, hexadecimal
 */
record IdxFile(String name, List<Integer> dimensions, String md5) {
    private static final int UNSIGNED_BYTE = 8;

    /** Copies the list. */
    IdxFile {
        dimensions = List.copyOf(dimensions);
    }

    /** A file of 28 x 28 pictures. */
    static IdxFile images(String name, int count, String md5) {
        return new IdxFile(name, List.of(count, 28, 28), md5);
    }

    /** A file of labels. */
    static IdxFile labels(String name, int count, String md5) {
        return new IdxFile(name, List.of(count), md5);
    }

    /** The length of the raw file in bytes. */
    int length() {
        return headerLength() + valueCount();
    }

    /**
     * Reads and checks raw content, and never more than {@link #length()} bytes and one.
     *
     * @throws DamagedException when it is not this file
     */
    IdxContents read(InputStream in) throws IOException {
        byte[] header;
        byte[] values;
        boolean more;
        try {
            header = in.readNBytes(headerLength());
            values = in.readNBytes(valueCount());
            more = in.read() >= 0;
        } catch (ZipException | EOFException e) {
            throw new DamagedException("it cannot be unpacked (" + e.getMessage() + ")", e);
        }
        String actual = HexFormat.of().formatHex(digest("MD5", header, values));
        String sums = "expected md5 " + md5 + ", actual " + actual;
        if (more) {
            throw new DamagedException(
                    "it is longer than the expected " + length() + " bytes (expected md5 " + md5 + ")", null);
        }
        if (header.length + values.length != length()) {
            throw new DamagedException(
                    "it has " + (header.length + values.length) + " bytes instead of " + length() + " (" + sums + ")",
                    null);
        }
        if (!Arrays.equals(header, header())) {
            throw new DamagedException("it is not an idx file of " + dimensions + " bytes (" + sums + ")", null);
        }
        if (!actual.equals(md5)) {
            throw new DamagedException("its content differs (" + sums + ")", null);
        }
        return new IdxContents(header, values, HexFormat.of().formatHex(digest("SHA-256", header, values)));
    }

    /** The bytes that a right file begins with. */
    byte[] header() {
        ByteBuffer header = ByteBuffer.allocate(headerLength());
        header.put((byte) 0).put((byte) 0).put((byte) UNSIGNED_BYTE).put((byte) dimensions.size());
        dimensions.forEach(header::putInt);
        return header.array();
    }

    private int headerLength() {
        return 4 + 4 * dimensions.size();
    }

    private int valueCount() {
        return dimensions.stream().reduce(1, Math::multiplyExact);
    }

    private static byte[] digest(String algorithm, byte[] first, byte[] second) {
        try {
            MessageDigest digest = MessageDigest.getInstance(algorithm);
            digest.update(first);
            return digest.digest(second);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has " + algorithm + ".", e);
        }
    }
}
