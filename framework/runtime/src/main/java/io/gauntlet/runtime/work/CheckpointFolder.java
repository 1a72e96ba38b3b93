package io.gauntlet.runtime.work;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.engine.train.Checkpoints;

/**
 * What one training wrote down, as files of this machine. Another machine that takes the job over does not find them
 * and starts from the beginning, to the same end.
 */
public final class CheckpointFolder implements Checkpoints {
    /** How much work a killed process loses at most, apart from its last update. */
    private static final Duration INTERVAL = Duration.ofMinutes(1);

    private static final Logger LOG = LoggerFactory.getLogger(CheckpointFolder.class);

    private final Path folder;
    private final Duration interval;

    /**
     * The checkpoints of a training.
     *
     * @param cache holds those of all trainings in a folder of their own
     * @param stream the training's
     */
    CheckpointFolder(Path cache, String stream) {
        this(cache, stream, INTERVAL);
    }

    CheckpointFolder(Path cache, String stream, Duration interval) {
        folder = cache.resolve("checkpoints").resolve(stream.replaceAll("[^A-Za-z0-9-]", "_"));
        this.interval = interval;
    }

    @Override
    public Duration interval() {
        return interval;
    }

    @Override
    public Optional<byte[]> read(String key) {
        try {
            return Optional.of(Files.readAllBytes(file(key)));
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn(
                    "The checkpoint {} cannot be read; the training starts from its beginning: {}",
                    file(key),
                    e.toString());
            return Optional.empty();
        }
    }

    private Path file(String key) {
        return folder.resolve(key + ".zip");
    }

    /** A checkpoint that cannot be written costs a resumed training time, and nothing else. */
    @Override
    public void write(String key, byte[] content) {
        try {
            Files.createDirectories(folder);
            Path part = Files.createTempFile(folder, key, ".part");
            try {
                writeDurably(part, content);
                Files.move(part, file(key), StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
            } finally {
                Files.deleteIfExists(part);
            }
        } catch (IOException e) {
            LOG.warn("The checkpoint {} cannot be written; the training goes on without: {}", file(key), e.toString());
        }
    }

    private static void writeDurably(Path file, byte[] content) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
    }

    /** Forgets the training, which is over. */
    void delete() {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> walk = Files.walk(folder)) {
            List<Path> paths = walk.sorted(Comparator.reverseOrder()).toList();
            for (Path path : paths) {
                Files.deleteIfExists(path);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("The checkpoints in {} cannot be deleted; delete them by hand: {}", folder, e.toString());
        }
    }
}
