package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.net.URI;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Progress;
import io.gauntlet.api.StoppedException;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class MirrorsTest {
    private static final URI FIRST = URI.create("https://first.example/data/");
    private static final URI SECOND = URI.create("https://second.example/");

    private final Tiny tiny = new Tiny();
    private final List<IdxFile> wanted = tiny.collection().files();
    private final Net net = new Net();
    private final Mirrors mirrors = new Mirrors(List.of(FIRST, SECOND), net);
    private final Map<IdxFile, IdxContents> found = new HashMap<>();

    @Test
    void theFirstThatAnswersGivesAll() throws IOException {
        serve(FIRST, wanted);
        serve(SECOND, wanted);
        assertEquals(List.of(), mirrors.fetch(wanted, found::put, Progress.silent()));
        assertEquals(4, found.size());
        assertTrue(net.got.stream().allMatch(address -> "first.example".equals(address.getHost())));
        assertArrayEquals(tiny.bytes(wanted.get(0)), whole(found.get(wanted.get(0))));
    }

    @Test
    void aDamagedAnswerIsReplacedFromTheNext() throws IOException {
        serve(FIRST, wanted);
        serve(SECOND, wanted);
        net.files.put(FIRST.resolve("t10k-labels-idx1-ubyte.gz"), Tiny.packed(new byte[11]));
        // Servers may unpack on the way.
        net.files.put(SECOND.resolve("t10k-labels-idx1-ubyte.gz"), tiny.bytes(wanted.get(3)));
        assertEquals(List.of(), mirrors.fetch(wanted, found::put, Progress.silent()));
        assertEquals(4, found.size());
        assertEquals(5, net.got.size());
    }

    @Test
    void mirrorsThatDoNotAnswerAreAskedOnceEach() {
        List<String> faults = mirrors.fetch(wanted, found::put, Progress.silent());
        assertEquals(List.of("first.example: gone", "second.example: gone"), faults);
        assertEquals(2, net.probed.size());
        assertTrue(net.got.isEmpty());
    }

    @Test
    void aStopIsHeededWhileWaiting() throws IOException {
        serve(FIRST, wanted);
        net.silent = true;
        Progress stop = (done, message) -> {
            if (message.startsWith("fetching")) {
                throw new StoppedException("Cancelled.");
            }
        };
        assertThrows(StoppedException.class, () -> mirrors.fetch(wanted, found::put, stop));
    }

    private void serve(URI mirror, List<IdxFile> files) throws IOException {
        for (IdxFile file : files) {
            net.files.put(mirror.resolve(file.name() + ".gz"), Tiny.packed(tiny.bytes(file)));
        }
    }

    private static byte[] whole(IdxContents contents) {
        byte[] all = new byte[contents.header().length + contents.values().length];
        System.arraycopy(contents.header(), 0, all, 0, contents.header().length);
        System.arraycopy(contents.values(), 0, all, contents.header().length, contents.values().length);
        return all;
    }

    /** Answers from a map. */
    private static final class Net implements Fetcher {
        private final Map<URI, byte[]> files = new HashMap<>();
        private final List<URI> probed = new ArrayList<>();
        private final List<URI> got = new ArrayList<>();
        private boolean silent;

        @Override
        public CompletableFuture<Void> probe(URI address) {
            probed.add(address);
            return files.containsKey(address)
                    ? CompletableFuture.completedFuture(null)
                    : CompletableFuture.failedFuture(new IOException("gone"));
        }

        @Override
        public CompletableFuture<byte[]> get(URI address, int limit) {
            got.add(address);
            return silent ? new CompletableFuture<>() : CompletableFuture.completedFuture(files.get(address));
        }
    }
}
