package io.gauntlet.runtime.work;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.engine.train.Checkpoints;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class CheckpointFolderTest {
    @TempDir
    private Path cache;

    @Test
    void keepsTheLastOfEachKeyUntilItIsDeleted() throws IOException {
        CheckpointFolder folder = new CheckpointFolder(cache, "training:a/../b");
        assertTrue(folder.read("fit-0").isEmpty());
        folder.write("fit-0", new byte[] {1});
        folder.write("fit-0", new byte[] {2, 3});
        folder.write("fit-1", new byte[] {4});
        CheckpointFolder later = new CheckpointFolder(cache, "training:a/../b");
        assertArrayEquals(new byte[] {2, 3}, later.read("fit-0").orElseThrow());
        assertArrayEquals(new byte[] {4}, later.read("fit-1").orElseThrow());
        assertTrue(new CheckpointFolder(cache, "training:b").read("fit-0").isEmpty());
        assertEquals(2, files().size(), () -> "left over: " + files());
        later.delete();
        later.delete();
        assertTrue(files().isEmpty());
    }

    private List<Path> files() {
        try (Stream<Path> walk = Files.walk(cache)) {
            return walk.filter(Files::isRegularFile).toList();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    void aFolderThatCannotBeWrittenDoesNotStopATraining() throws IOException {
        Path file = Files.createFile(cache.resolve("file"));
        CheckpointFolder folder = new CheckpointFolder(file, "training");
        folder.write("fit-0", new byte[] {1});
        assertTrue(folder.read("fit-0").isEmpty());
    }

    @Test
    void aKilledTrainingGoesOnToTheSameWeights() throws Exception {
        String straight = InterruptedTraining.weights(Checkpoints.NONE);
        ProcessBuilder builder = new ProcessBuilder(
                ProcessHandle.current().info().command().orElse("java"),
                "-cp",
                System.getProperty("java.class.path"),
                InterruptedTraining.class.getName(),
                cache.toString());
        Process process = builder.redirectErrorStream(true)
                .redirectOutput(cache.resolve("log").toFile())
                .start();
        Path checkpoint = cache.resolve("checkpoints/killed/fit-1.zip");
        while (process.isAlive() && !Files.exists(checkpoint)) {
            TimeUnit.MILLISECONDS.sleep(5);
        }
        assertTrue(process.isAlive(), () -> "it ended by itself: " + log());
        process.destroyForcibly().waitFor();
        assertTrue(new CheckpointFolder(cache, "killed").read("fit-0").isPresent());

        CheckpointFolder folder = new CheckpointFolder(cache, "killed", Duration.ofDays(1));
        assertEquals(straight, InterruptedTraining.weights(folder));
        assertFalse(straight.isEmpty());
    }

    private String log() {
        try {
            return Files.readString(cache.resolve("log"));
        } catch (IOException e) {
            return e.toString();
        }
    }
}
