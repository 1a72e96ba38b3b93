package io.gauntlet.store;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.HexFormat;
import java.util.TreeSet;
import java.util.UUID;

/**
 * The hashes of the log. Numbers enter as big-endian 8 bytes, texts as the length of their UTF-8 form and that form,
 * so that no two different events give the same bytes.
 */
final class Hashes {
    static final int LENGTH = 32;

    private Hashes() {}

    static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every Java platform has SHA-256", e);
        }
    }

    /** @param artifacts names of the artifacts that the event names, in any order; a repeated one counts once */
    static byte[] content(
            UUID id, String stream, long version, String type, int schema, String data, Collection<String> artifacts) {
        MessageDigest digest = sha256();
        number(digest, id.getMostSignificantBits());
        number(digest, id.getLeastSignificantBits());
        text(digest, stream);
        number(digest, version);
        text(digest, type);
        number(digest, schema);
        text(digest, data);
        for (String sha : new TreeSet<>(artifacts)) {
            digest.update(bytes(sha));
        }
        return digest.digest();
    }

    /** The content hash that this event has if it is in its stream at that version. */
    static byte[] content(String stream, long version, NewEvent event) {
        return content(event.id(), stream, version, event.type(), event.schema(), event.data(), event.artifacts());
    }

    static byte[] link(byte[] previous, long position, byte[] contentHash, String meta, Instant recordedAt) {
        MessageDigest digest = sha256();
        digest.update(previous);
        number(digest, position);
        digest.update(contentHash);
        text(digest, meta);
        number(digest, ChronoUnit.MICROS.between(Instant.EPOCH, recordedAt));
        return digest.digest();
    }

    static String hex(byte[] hash) {
        return HexFormat.of().formatHex(hash);
    }

    static byte[] bytes(String hex) {
        return HexFormat.of().parseHex(hex);
    }

    private static void number(MessageDigest digest, long value) {
        digest.update(ByteBuffer.allocate(Long.BYTES).putLong(value).array());
    }

    private static void text(MessageDigest digest, String value) {
        byte[] utf8 = value.getBytes(StandardCharsets.UTF_8);
        number(digest, utf8.length);
        digest.update(utf8);
    }
}
