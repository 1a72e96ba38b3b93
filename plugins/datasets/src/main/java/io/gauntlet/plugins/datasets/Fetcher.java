package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.net.URI;
import java.util.concurrent.CompletableFuture;

/** Gets files by their address. */
interface Fetcher {
    /** Asks, within a few seconds, whether the file is there; fails with an {@link IOException} that says why not. */
    CompletableFuture<Void> probe(URI address);

    /**
     * Gets a file.
     *
     * @param limit the most bytes to accept
     * @return the content; fails with an {@link IOException} when it is not there, too long or slow
     */
    CompletableFuture<byte[]> get(URI address, int limit);
}
