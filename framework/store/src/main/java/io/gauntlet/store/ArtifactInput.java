package io.gauntlet.store;

import java.io.InputStream;
import java.security.MessageDigest;
import java.util.zip.DataFormatException;

import org.jspecify.annotations.Nullable;

/** Reads an artifact chunk by chunk and checks it against its name at the end. */
final class ArtifactInput extends InputStream {
    private final String sha;
    private final long size;
    private final ChunkReader reader;
    private final MessageDigest digest = Hashes.sha256();
    private byte[] chunk = new byte[0];
    private int offset;
    private int next;
    private long delivered;

    ArtifactInput(String sha, long size, ChunkReader reader) {
        this.sha = sha;
        this.size = size;
        this.reader = reader;
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int at, int length) {
        if (length == 0) {
            return 0;
        }
        if (offset == chunk.length && !load()) {
            return -1;
        }
        int count = Math.min(length, chunk.length - offset);
        System.arraycopy(chunk, offset, target, at, count);
        offset += count;
        return count;
    }

    @Override
    public int available() {
        return chunk.length - offset;
    }

    /** Loads the next chunk; false at the end of a sound artifact. */
    private boolean load() {
        if (delivered == size) {
            check();
            return false;
        }
        ChunkCodec.Packed packed = reader.read(next);
        if (packed == null) {
            throw new ArtifactDamaged(sha, "chunk " + next + " is missing", null);
        }
        try {
            chunk = ChunkCodec.unpack(packed);
        } catch (DataFormatException e) {
            throw new ArtifactDamaged(sha, "chunk " + next + " does not decompress", e);
        }
        digest.update(chunk);
        delivered += chunk.length;
        if (chunk.length == 0 || delivered > size) {
            throw new ArtifactDamaged(sha, "chunk " + next + " has the wrong length", null);
        }
        offset = 0;
        next++;
        if (delivered == size) {
            check(); // already here, so that damage shows before the last chunk is handed out
        }
        return true;
    }

    private void check() {
        MessageDigest copy;
        try {
            copy = (MessageDigest) digest.clone();
        } catch (CloneNotSupportedException e) {
            throw new IllegalStateException("the platform's SHA-256 can be cloned", e);
        }
        if (!Hashes.hex(copy.digest()).equals(sha)) {
            throw new ArtifactDamaged(sha, "its bytes have another SHA-256", null);
        }
    }

    /** Where chunks come from. */
    interface ChunkReader {
        /** The chunk of this number, or null when there is none. */
        ChunkCodec.@Nullable Packed read(int number);
    }
}
