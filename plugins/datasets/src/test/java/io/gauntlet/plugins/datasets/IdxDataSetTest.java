package io.gauntlet.plugins.datasets;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Stream;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Progress;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.plugins.datasets.Tiny.Source;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class IdxDataSetTest {
    @TempDir
    Path temporary = Path.of("");

    private final Tiny tiny = new Tiny();
    private final Remote remote = new Remote();
    private Path user = temporary;
    private Path cache = temporary;

    @BeforeEach
    void makeFolders() throws IOException {
        user = Files.createDirectory(temporary.resolve("user"));
        cache = Files.createDirectory(temporary.resolve("cache"));
    }

    @Test
    void dividesTheTrainingFilesInOrder() throws IOException {
        tiny.writeRaw(user);
        Splits splits = dataSet().load(Source.of(user, cache, false)).splits();
        assertEquals(
                List.of(6, 3, 1, 3),
                Stream.of(splits.train(), splits.attacker(), splits.calibration(), splits.test())
                        .map(Examples::size)
                        .toList());
        byte[] images = tiny.bytes(tiny.collection().trainImages());
        float[] values = new float[6];
        splits.attacker().read(2, values, 0);
        for (int i = 0; i < values.length; i++) {
            assertEquals((images[16 + 8 * 6 + i] & 0xff) / 255f, values[i]);
        }
        assertEquals(
                tiny.bytes(tiny.collection().trainLabels())[8 + 9],
                splits.calibration().label(0));
        assertArrayEquals(new long[] {2, 3, 1}, splits.test().shape());
        assertTrue(isEmpty(cache), "the user's files are not copied");
    }

    @Test
    void theUsersFolderMayHoldPackedFilesInASubfolder() throws IOException {
        tiny.writePacked(user.resolve("tiny"));
        DataSet.Loaded packed = dataSet().load(Source.of(user, cache, false));
        tiny.writeRaw(cache);
        DataSet.Loaded raw = dataSet().load(Source.cached(cache, false));
        assertEquals(raw.files(), packed.files());
        assertEquals(4, raw.files().size());
        assertEquals(64, raw.files().get("t10k-labels-idx1-ubyte").length());
    }

    @Test
    void aDamagedFileOfTheUserIsAnErrorEvenWhenOthersExist() throws IOException {
        tiny.writeRaw(user);
        tiny.writeRaw(cache);
        Path labels = user.resolve("t10k-labels-idx1-ubyte");
        byte[] wrong = Files.readAllBytes(labels);
        wrong[9] ^= 1;
        Files.write(labels, wrong);
        String message = fault(Source.of(user, cache, true));
        assertTrue(message.contains(labels.toString()), message);
        assertTrue(message.contains(tiny.collection().testLabels().md5()), message);
        assertTrue(message.contains("Replace or remove it"), message);
        assertTrue(Files.exists(labels), "the user's folder is never written");
    }

    @Test
    void aMissingFolderOfTheUserIsAnError() {
        Path absent = temporary.resolve("absent");
        assertTrue(fault(Source.of(absent, cache, true)).contains(absent + " does not exist"));
    }

    @Test
    void aDamagedFileInTheCacheIsSetAsideAndFetchedAgain() throws IOException {
        tiny.writeRaw(cache);
        Path images = cache.resolve("train-images-idx3-ubyte");
        Files.write(images, new byte[7]);
        Source source = Source.cached(cache, true);
        dataSet().load(source);
        assertEquals(List.of("train-images-idx3-ubyte"), remote.asked);
        assertArrayEquals(tiny.bytes(tiny.collection().trainImages()), Files.readAllBytes(images));
        assertTrue(Files.exists(cache.resolve("train-images-idx3-ubyte.damaged")));
        String said = String.join("\n", source.messages());
        assertTrue(said.contains(images + " is damaged: it has 7 bytes instead of 76"), said);
    }

    @Test
    void whatWasFetchedIsKept() throws IOException {
        dataSet().load(Source.cached(cache, true));
        assertEquals(4, remote.asked.size());
        dataSet().load(Source.cached(cache, false));
        try (Stream<Path> kept = Files.list(cache)) {
            assertEquals(4, kept.count(), "no temporary files stay behind");
        }
    }

    @Test
    void offlineNothingIsFetchedAndAllWaysAreNamed() throws IOException {
        Files.write(
                user.resolve("train-images-idx3-ubyte"),
                tiny.bytes(tiny.collection().trainImages()));
        String message = fault(Source.of(user, cache, false));
        assertTrue(remote.asked.isEmpty());
        for (String part : List.of(
                "train-labels-idx1-ubyte, t10k-images-idx3-ubyte, t10k-labels-idx1-ubyte",
                "--data DIR",
                "GAUNTLET_DATA",
                "fetching is switched off",
                "repair the remote",
                cache.toString())) {
            assertTrue(message.contains(part), part + " is not in: " + message);
        }
        assertFalse(message.contains("lacks train-images"), message);
    }

    @Test
    void whyFetchingFailedIsTold() {
        remote.lost.add("t10k-labels-idx1-ubyte");
        String message = fault(Source.cached(cache, true));
        assertTrue(message.contains("lacks t10k-labels-idx1-ubyte."), message);
        assertTrue(message.contains("remote: lost t10k-labels-idx1-ubyte"), message);
        assertEquals(3, count(cache), "what was had is kept");
    }

    @Test
    void anUnwritableCacheIsNamed() throws IOException {
        Path blocked = Files.writeString(temporary.resolve("file"), "no folder").resolve("cache");
        String message = fault(Source.cached(blocked, true));
        assertTrue(message.contains("cannot be kept in " + blocked), message);
    }

    @Test
    void foldersOfTheSystemAreUsedAndTheirDamageOnlyNoted() throws IOException {
        Path system = temporary.resolve("system");
        tiny.writePacked(system);
        Files.write(system.resolve("t10k-labels-idx1-ubyte.gz"), new byte[3]);
        IdxDataSet dataSet = new IdxDataSet(tiny.collection(), List.of(""), List.of(system), List.of(remote));
        dataSet.load(Source.cached(cache, true));
        assertEquals(List.of("t10k-labels-idx1-ubyte"), remote.asked);
    }

    private IdxDataSet dataSet() {
        return new IdxDataSet(tiny.collection(), List.of("tiny", ""), List.of(), List.of(remote));
    }

    private String fault(Source source) {
        return String.valueOf(
                assertThrows(DataUnavailableException.class, () -> dataSet().load(source))
                        .getMessage());
    }

    private static boolean isEmpty(Path folder) {
        return count(folder) == 0;
    }

    private static long count(Path folder) {
        try (Stream<Path> files = Files.list(folder)) {
            return files.count();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Gives the right files, but for lost ones. */
    private final class Remote implements Origin {
        private final List<String> asked = new ArrayList<>();
        private final Set<String> lost = new HashSet<>();

        @Override
        public String remedy() {
            return "repair the remote";
        }

        @Override
        public List<String> fetch(List<IdxFile> wanted, BiConsumer<IdxFile, IdxContents> found, Progress progress) {
            List<String> faults = new ArrayList<>();
            for (IdxFile file : wanted) {
                asked.add(file.name());
                if (lost.contains(file.name())) {
                    faults.add("remote: lost " + file.name());
                    continue;
                }
                try {
                    found.accept(file, file.read(new ByteArrayInputStream(tiny.bytes(file))));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }
            return faults;
        }
    }
}
