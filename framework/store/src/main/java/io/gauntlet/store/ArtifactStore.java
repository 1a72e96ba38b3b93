package io.gauntlet.store;

import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.Collection;
import java.util.Map;

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

    /** Whether its bytes are stored. */
    boolean contains(String sha);

    /**
     * @throws ArtifactMissing when there is none of that name
     */
    ArtifactInfo info(String sha);

    /**
     * All bytes, checked against the name.
     *
     * @throws ArtifactMissing when there is none of that name
     * @throws ArtifactDropped when its bytes were dropped by policy
     * @throws ArtifactDamaged when the stored bytes are not those that were put
     */
    byte[] read(String sha);

    /**
     * As {@link #read(String)}, for many small ones in few round trips; they must fit into memory together.
     *
     * @return by name
     */
    Map<String, byte[]> read(Collection<String> shas);

    /**
     * The bytes, a chunk at a time. The check is complete only once the end was read: before that, damage that still
     * decompresses to something goes unnoticed.
     *
     * @throws ArtifactMissing when there is none of that name; reading throws {@link ArtifactDamaged}
     */
    InputStream open(String sha);

    /**
     * Deletes artifacts that no event names and that nobody put for a while; never one that is named, also not by a
     * commit that is just under way.
     *
     * @param unusedFor at least two hours
     */
    Collected collect(Duration unusedFor);

    /** What {@link #collect} would delete. */
    Collected collectable(Duration unusedFor);

    /**
     * Deletes the bytes of an artifact and keeps its name: {@link #read} and {@link #open} then throw {@link
     * ArtifactDropped}, until the same bytes are put again.
     *
     * @throws IllegalArgumentException when no event {@code ExamplesDropped} in stream {@code artifact-SHA} says so
     */
    void drop(String sha);

    /**
     * What was or would be deleted.
     *
     * @param artifacts how many
     * @param bytes how many, before compression
     */
    record Collected(long artifacts, long bytes) {}
}
