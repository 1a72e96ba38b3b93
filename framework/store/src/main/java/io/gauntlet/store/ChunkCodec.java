package io.gauntlet.store;

import java.util.Arrays;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;

/** Compresses one chunk of an artifact when that pays. */
final class ChunkCodec {
    /** Bytes of a chunk before compression; the last one is shorter. */
    static final int CHUNK = 1 << 20;

    private ChunkCodec() {}

    /**
     * @param deflate whether {@code data} is in zlib format; otherwise it is the chunk itself
     */
    @SuppressWarnings("ArrayRecordComponent") // never compared
    record Packed(boolean deflate, byte[] data) {}

    static Packed pack(byte[] chunk, int length) {
        Deflater deflater = new Deflater(Deflater.BEST_SPEED);
        try {
            deflater.setInput(chunk, 0, length);
            deflater.finish();
            byte[] out = new byte[length];
            int size = deflater.deflate(out);
            // Weights hardly shrink; then the time to inflate them would be wasted.
            if (deflater.finished() && size <= length - length / 16) {
                return new Packed(true, Arrays.copyOf(out, size));
            }
            return new Packed(false, Arrays.copyOf(chunk, length));
        } finally {
            deflater.end();
        }
    }

    /** @throws DataFormatException when the data are not what {@link #pack} gives */
    static byte[] unpack(Packed packed) throws DataFormatException {
        if (!packed.deflate) {
            return packed.data;
        }
        Inflater inflater = new Inflater();
        try {
            inflater.setInput(packed.data);
            byte[] out = new byte[CHUNK];
            int size = inflater.inflate(out);
            if (!inflater.finished()) {
                throw new DataFormatException("a chunk ends early or holds too much");
            }
            return size == CHUNK ? out : Arrays.copyOf(out, size);
        } finally {
            inflater.end();
        }
    }
}
