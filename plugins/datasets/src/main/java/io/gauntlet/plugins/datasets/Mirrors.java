package io.gauntlet.plugins.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;

import io.gauntlet.api.Progress;

/** Public servers that hold the files packed by gzip, in order of preference. */
final class Mirrors implements Origin {
    /** All mirrors are asked at once whether they answer, so that being offline costs this once. */
    private static final Duration PROBE = Duration.ofSeconds(6);

    private static final Duration DOWNLOAD = Duration.ofMinutes(3);

    /** Packed files are never longer than raw ones but for a header. */
    private static final int SLACK = 1 << 16;

    private final List<URI> addresses;
    private final Fetcher fetcher;

    /** Each address ends in a slash. */
    Mirrors(List<URI> addresses, Fetcher fetcher) {
        this.addresses = List.copyOf(addresses);
        this.fetcher = fetcher;
    }

    @Override
    public String remedy() {
        return "connect this machine to the internet";
    }

    @Override
    public List<String> fetch(List<IdxFile> wanted, BiConsumer<IdxFile, IdxContents> found, Progress progress) {
        List<String> faults = new ArrayList<>();
        List<URI> answering = answering(wanted.get(0), faults, progress);
        List<IdxFile> missing = new ArrayList<>(wanted);
        for (URI mirror : answering) {
            if (missing.isEmpty()) {
                return List.of();
            }
            missing.removeIf(file -> fetch(mirror, file, found, faults, progress));
        }
        return missing.isEmpty() ? List.of() : faults;
    }

    private List<URI> answering(IdxFile file, List<String> faults, Progress progress) {
        Map<URI, CompletableFuture<Void>> probes = new LinkedHashMap<>();
        addresses.forEach(mirror -> probes.put(mirror, fetcher.probe(address(mirror, file))));
        List<URI> answering = new ArrayList<>();
        long end = System.nanoTime() + PROBE.toNanos();
        probes.forEach((mirror, probe) -> {
            try {
                Duration left = Duration.ofNanos(Math.max(0, end - System.nanoTime()));
                Waiting.await(probe, left, progress, 0, "looking for " + file.name() + " at " + mirror.getHost());
                answering.add(mirror);
            } catch (IOException e) {
                faults.add(mirror.getHost() + ": " + e.getMessage());
            }
        });
        return answering;
    }

    private boolean fetch(
            URI mirror, IdxFile file, BiConsumer<IdxFile, IdxContents> found, List<String> faults, Progress progress) {
        try {
            byte[] bytes = Waiting.await(
                    fetcher.get(address(mirror, file), file.length() + SLACK),
                    DOWNLOAD,
                    progress,
                    0,
                    "fetching " + file.name() + " from " + mirror.getHost());
            ByteArrayInputStream in = new ByteArrayInputStream(bytes);
            // Some servers unpack on the way.
            found.accept(file, packed(bytes) ? DataFolder.unpack(file, in) : file.read(in));
            return true;
        } catch (IOException e) {
            faults.add(mirror.getHost() + ": " + file.name() + ": " + e.getMessage());
            return false;
        }
    }

    private static boolean packed(byte[] bytes) {
        return bytes.length > 1 && (bytes[0] & 0xff) == 0x1f && (bytes[1] & 0xff) == 0x8b;
    }

    private static URI address(URI mirror, IdxFile file) {
        return mirror.resolve(file.name() + ".gz");
    }
}
