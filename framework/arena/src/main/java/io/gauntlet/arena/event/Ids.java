package io.gauntlet.arena.event;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.UUID;

/** Identifiers derived from what they identify (UUID version 5, RFC 9562), so that deciding twice names the same thing. */
public final class Ids {
    private static final UUID NAMESPACE = UUID.fromString("6f1d2f0e-6a0b-5d0a-9c55-67617564746c");

    private Ids() {}

    /** The version 5 UUID of the parts, joined so that different parts never give the same name. */
    public static UUID of(String... parts) {
        StringBuilder name = new StringBuilder();
        for (String part : parts) {
            name.append(part.length()).append(':').append(part);
        }
        try {
            MessageDigest sha1 = MessageDigest.getInstance("SHA-1");
            sha1.update(ByteBuffer.allocate(16)
                    .putLong(NAMESPACE.getMostSignificantBits())
                    .putLong(NAMESPACE.getLeastSignificantBits())
                    .array());
            ByteBuffer hash = ByteBuffer.wrap(sha1.digest(name.toString().getBytes(StandardCharsets.UTF_8)));
            long high = (hash.getLong() & ~0xF000L) | 0x5000L;
            long low = (hash.getLong() & 0x3FFFFFFFFFFFFFFFL) | 0x8000000000000000L;
            return new UUID(high, low);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("Every Java platform has SHA-1.", e);
        }
    }

    /** The stream of a tournament. */
    public static String tournament(UUID id) {
        return "tournament-" + id;
    }

    /** The stream of a training. */
    public static String training(UUID id) {
        return "training-" + id;
    }

    /** The stream of a network that attackers train. */
    public static String surrogate(UUID id) {
        return "surrogate-" + id;
    }

    /** The stream of a match. */
    public static String match(UUID id) {
        return "match-" + id;
    }

    /** The stream of what a tournament's examples do to defenders that they were not made for. */
    public static String cross(UUID tournament) {
        return "cross-" + tournament;
    }

    /** The stream of an imported model. */
    public static String model(String sha256) {
        return "model-" + sha256;
    }

    /** The id in a stream's name, after its category. */
    public static UUID id(String stream) {
        return UUID.fromString(stream.substring(stream.indexOf('-') + 1));
    }

    /** The category of a stream's name: what stands before the first hyphen. */
    public static String category(String stream) {
        int hyphen = stream.indexOf('-');
        return hyphen < 0 ? stream : stream.substring(0, hyphen);
    }
}
