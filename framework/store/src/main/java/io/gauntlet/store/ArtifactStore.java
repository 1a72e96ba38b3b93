package io.gauntlet.store;

import java.io.IOException;
import java.io.InputStream;

/**
 * Immutable byte arrays named by their SHA-256 (64 lower-case hex digits). Equal bytes are stored once. Can be used
 * from any thread.
 */
public interface ArtifactStore {
    /** Largest artifact, bytes. */
    long MAX_SIZE = 1L << 30;

    /**
     * Stores the bytes, unless they are stored already, and returns their name.
     *
     * @param mediaType e.g. {@code application/x-npy}; that of the first put stays
     * @throws ArtifactTooLarge above {@link #MAX_SIZE}
     */
    String put(byte[] bytes, String mediaType);

    /** As {@link #put(byte[], String)}, in memory of a few chunks whatever the size; does not close the stream. */
    String put(InputStream bytes, String mediaType) throws IOException;

    boolean contains(String sha);

    /**
     * @throws ArtifactMissing when there is none of that name
     */
    ArtifactInfo info(String sha);

    /**
     * All bytes, checked against the name.
     *
     * @throws ArtifactMissing when there is none of that name
     * @throws ArtifactDamaged when the stored bytes are not those that were put
     */
    byte[] read(String sha);

    /**
     * The bytes, a chunk at a time. The check is complete only once the end was read: before that, damage that still
     * decompresses to something goes unnoticed.
     *
     * @throws ArtifactMissing when there is none of that name; reading throws {@link ArtifactDamaged}
     */
    InputStream open(String sha);
}
