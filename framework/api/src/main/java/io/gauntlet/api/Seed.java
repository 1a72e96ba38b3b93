package io.gauntlet.api;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;

/**
 * A node in the tree of seeds that every random draw derives from. A child is the SHA-256 of its parent, a label and
 * numbers, so that a parent cannot be derived from its children and draws depend on what they are for, never on the
 * order of work.
 */
public final class Seed {
    /** The length of a seed. */
    static final int BYTES = 32;

    private final byte[] bytes;

    Seed(byte[] bytes) {
        this.bytes = bytes;
    }

    /** The root of a tree. */
    public static Seed of(long number) {
        return new Seed(digest(new byte[0], "seed", new long[] {number}));
    }

    /** A seed from its {@link #toString() hexadecimal form}. @throws IllegalArgumentException when it is not 64 digits */
    public static Seed parse(String hex) {
        byte[] bytes = HexFormat.of().parseHex(hex);
        if (bytes.length != BYTES) {
            throw new IllegalArgumentException("A seed has 64 hexadecimal digits, not " + hex.length() + ".");
        }
        return new Seed(bytes);
    }

    /** The child for a purpose and its keys, such as a sample's index and an iteration. */
    public Seed derive(String label, long... keys) {
        return new Seed(digest(bytes, label, keys));
    }

    /** A fresh generator; equal seeds give equal draws. */
    public Draws draws() {
        return new Draws(number());
    }

    /** The first eight bytes as a number, for libraries that take one. */
    public long number() {
        return ByteBuffer.wrap(bytes).getLong();
    }

    private static byte[] digest(byte[] parent, String label, long[] keys) {
        byte[] text = label.getBytes(StandardCharsets.UTF_8);
        ByteBuffer buffer = ByteBuffer.allocate(parent.length + 4 + text.length + 8 * keys.length);
        buffer.put(parent).putInt(text.length).put(text);
        for (long key : keys) {
            buffer.putLong(key);
        }
        try {
            return MessageDigest.getInstance("SHA-256").digest(buffer.array());
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-256.", e);
        }
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Seed seed && Arrays.equals(bytes, seed.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /** 64 hexadecimal digits. */
    @Override
    public String toString() {
        return HexFormat.of().formatHex(bytes);
    }
}
