package io.gauntlet.store;

import java.time.Instant;

/**
 * What is known of an artifact.
 *
 * @param size bytes, uncompressed
 */
public record ArtifactInfo(String sha, long size, String mediaType, Instant created) {}
