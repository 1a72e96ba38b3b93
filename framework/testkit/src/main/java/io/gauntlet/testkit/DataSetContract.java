package io.gauntlet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Progress;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.arena.parameter.ParameterSchema;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

/**
 * What every data set must keep to. Extend it, say which data set and parameters to test, and run it as a JUnit 5 test:
 *
 * <pre>{@code
 * class MyDataSetTest extends DataSetContract<MyDataSet.Parameters> {
 *     @Override
 *     protected DataSetFactory<MyDataSet.Parameters> factory() {
 *         return MyPlugin.MY_DATA_SET;
 *     }
 *
 *     @Override
 *     protected MyDataSet.Parameters parameters() {
 *         return new MyDataSet.Parameters(100);
 *     }
 * }
 * }</pre>
 *
 * <p>The data set is loaded as the runtime loads it, offline: one that reads files says by {@link #folder()} where some
 * are, and a small excerpt will do. Each check says in its message what is wrong and what to do. A data set that cannot
 * keep a check says so by overriding {@link #repeatedSamples()} or {@link #everyClassIsLearned()}.
 *
 * @param <P> the record of the data set's parameters
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
public abstract class DataSetContract<P extends Record> {
    private static final float MARK = -77;
    private static final int THREADS = 4;

    @TempDir
    @SuppressWarnings("NullAway.Init") // JUnit sets it before the first check
    Path temporary;

    private DataSet.@Nullable Loaded loaded;

    /** For a new contract. */
    protected DataSetContract() {}

    /** The data set under test. */
    protected abstract DataSetFactory<P> factory();

    /** The parameters to test it with. */
    protected abstract P parameters();

    /** Where the user's files are, as {@code --data} names it; none unless overridden. */
    protected Optional<Path> folder() {
        return Optional.empty();
    }

    /**
     * How many samples of one split may stand in another one too, value by value; 0 unless overridden. Some published
     * collections hold the same picture twice.
     */
    protected int repeatedSamples() {
        return 0;
    }

    /** Whether the train split holds samples of every class; true unless overridden. */
    protected boolean everyClassIsLearned() {
        return true;
    }

    @Test
    @DisplayName("Every split holds samples, all of one shape and with the same classes")
    public final void splitsAgree() {
        Examples train = splits().train();
        assertTrue(train.classes() >= 2, "There must be two classes at the least, not " + train.classes() + ".");
        each((name, split) -> {
            assertTrue(split.size() > 0, "The split " + name + " is empty: take some samples from another one.");
            assertArrayEquals(
                    train.shape(),
                    split.shape(),
                    "The samples of the split " + name + " have another shape than those of train.");
            assertEquals(
                    train.classes(),
                    split.classes(),
                    "The split " + name + " names another number of classes than train. It is that of the whole data"
                            + " set, even where a split happens to hold fewer.");
            assertEquals(
                    Arrays.stream(split.shape()).reduce(1, Math::multiplyExact),
                    split.length(),
                    "The length of a sample of " + name + " is not the product of its shape.");
        });
    }

    @Test
    @DisplayName("Values lie in [0,1]")
    public final void valuesAreInRange() {
        each((name, split) -> {
            for (int i = 0; i < split.size(); i++) {
                for (float value : sample(split, i)) {
                    assertTrue(
                            value >= 0 && value <= 1,
                            "Sample " + i + " of " + name + " holds the value " + value
                                    + ", outside [0,1]. Divide bytes by 255; normalisation belongs into networks.");
                }
            }
        });
    }

    @Test
    @DisplayName("Labels count from 0 to one less than the number of classes")
    public final void labelsAreInRange() {
        each((name, split) -> {
            for (int i = 0; i < split.size(); i++) {
                int label = split.label(i);
                assertTrue(
                        label >= 0 && label < split.classes(),
                        "Sample " + i + " of " + name + " has the label " + label + ", and the labels of "
                                + split.classes() + " classes are 0 to " + (split.classes() - 1) + ".");
            }
        });
    }

    @Test
    @DisplayName("Every class can be learned")
    public final void classesCanBeLearned() {
        assumeTrue(everyClassIsLearned(), "everyClassIsLearned() says that the train split lacks some");
        Examples train = splits().train();
        long present =
                IntStream.range(0, train.size()).map(train::label).distinct().count();
        assertEquals(
                train.classes(),
                present,
                "The train split does not hold samples of every class. Is the file sorted by class? Shuffle it by a"
                        + " fixed seed before you cut it, or override everyClassIsLearned().");
    }

    @Test
    @DisplayName("No sample of one split stands in another one")
    public final void splitsAreDisjoint() {
        Map<Integer, String> seen = new HashMap<>();
        Map<Integer, float[]> values = new HashMap<>();
        int[] repeated = {0};
        StringBuilder first = new StringBuilder();
        each((name, split) -> {
            for (int i = 0; i < split.size(); i++) {
                float[] sample = sample(split, i);
                int key = Arrays.hashCode(sample);
                String other = seen.putIfAbsent(key, name);
                if (other == null) {
                    values.put(key, sample);
                } else if (!other.equals(name) && Arrays.equals(sample, values.get(key))) {
                    repeated[0]++;
                    first.append(first.isEmpty() ? "sample " + i + " of " + name + " stands in " + other + " too" : "");
                }
            }
        });
        assertTrue(
                repeated[0] <= repeatedSamples(),
                repeated[0] + " samples stand in two splits (" + first + "). Who learns from a sample that the match is"
                        + " played on, or an attacker fits on, makes the result worthless: cut the splits apart. If the"
                        + " published collection repeats pictures, override repeatedSamples().");
    }

    @Test
    @DisplayName("Loaded again it is the same, also with files kept from the first time")
    public final void loadingIsRepeatable() {
        DataSet.Loaded before = loaded();
        for (String cache : new String[] {"kept", "empty"}) {
            DataSet.Loaded again = load(cache, Progress.silent());
            String hint = " when the data set was loaded again (cache " + cache + "). Draw from a fixed seed"
                    + " (Seed.of(1).derive(\"split\").draws()): no Random of your own, no clock, no order of a"
                    + " folder's files or of a HashMap.";
            assertEquals(before.files(), again.files(), "The files and their hashes differ" + hint);
            each(before.splits(), (name, split) -> {
                Examples other = split(again.splits(), name);
                assertEquals(split.size(), other.size(), "The size of " + name + " differs" + hint);
                for (int i = 0; i < split.size(); i++) {
                    boolean same =
                            split.label(i) == other.label(i) && Arrays.equals(sample(split, i), sample(other, i));
                    assertTrue(same, "Sample " + i + " of " + name + " differs" + hint);
                }
            });
        }
    }

    @Test
    @DisplayName("The files that it was read from are named with their SHA-256")
    public final void filesAreIdentified() {
        Map<String, String> files = loaded().files();
        assertFalse(
                files.isEmpty(),
                "No files are named: their hashes are what identifies the data in the record. A data set that is"
                        + " computed names what it computed, with the SHA-256 of its values.");
        files.forEach((name, sha256) -> assertTrue(
                !name.isBlank() && sha256.matches("[0-9a-f]{64}"),
                "The file '" + name + "' is given the hash '" + sha256
                        + "', which is no SHA-256 of 64 hexadecimal digits (HexFormat.of().formatHex(digest))."));
    }

    @Test
    @DisplayName("Reading a sample writes its values where it is told to, and nothing else")
    public final void readingWritesOneSample() {
        each((name, split) -> {
            int length = split.length();
            float[] plain = sample(split, 0);
            float[] larger = new float[length + 5];
            Arrays.fill(larger, MARK);
            split.read(0, larger, 3);
            assertArrayEquals(
                    plain,
                    Arrays.copyOfRange(larger, 3, 3 + length),
                    "Sample 0 of " + name + " was not written from the offset on: begin at into[offset].");
            for (int i : new int[] {0, 1, 2, length + 3, length + 4}) {
                assertEquals(
                        MARK,
                        larger[i],
                        "Reading a sample of " + name + " wrote beside its " + length + " values: others stand there.");
            }
        });
    }

    @Test
    @DisplayName("Nothing that it hands out lets others change it")
    public final void nothingLeaks() {
        each((name, split) -> {
            long[] shape = split.shape();
            shape[0] = -1;
            assertTrue(
                    split.shape()[0] != -1,
                    "The split " + name + " handed out its own array of the shape, and whoever writes into it changes"
                            + " the data set for all: return shape.clone().");
            float[] mine = sample(split, 0);
            float[] before = mine.clone();
            Arrays.fill(mine, MARK);
            assertArrayEquals(
                    before,
                    sample(split, 0),
                    "Sample 0 of " + name + " changed when the array that it had been read into was written: copy the"
                            + " values, and keep no array of a caller's.");
        });
    }

    @Test
    @DisplayName("Several threads can read at once")
    public final void threadsCanRead() {
        each((name, split) -> {
            int n = Math.min(split.size(), 200);
            float[][] alone =
                    IntStream.range(0, n).mapToObj(i -> sample(split, i)).toArray(float[][]::new);
            assertTrue(
                    readTogether(split, alone),
                    "Samples of " + name + " came out differently when several threads read at once: workers share the"
                            + " data set, so keep no buffer in it.");
        });
    }

    @Test
    @DisplayName("There is no sample before the first or behind the last")
    public final void boundsAreChecked() {
        each((name, split) -> {
            for (int index : new int[] {-1, split.size()}) {
                String hint = "The split " + name + " of " + split.size() + " samples answered for sample " + index
                        + ": throw IndexOutOfBoundsException (Objects.checkIndex(index, size())).";
                assertThrows(IndexOutOfBoundsException.class, () -> split.label(index), hint);
                assertThrows(
                        IndexOutOfBoundsException.class, () -> split.read(index, new float[split.length()], 0), hint);
            }
        });
    }

    @Test
    @DisplayName("Where its files cannot be had it says what to do")
    public final void missingFilesAreExplained() {
        try {
            dataSet().load(new ContractSource(Optional.empty(), made("nothing"), Progress.silent()));
        } catch (DataUnavailableException e) {
            String message = String.valueOf(e.getMessage());
            assertTrue(
                    message.length() > 20 && message.contains(" "),
                    "Without its files it says '" + message + "': name all the ways to supply them.");
        } catch (RuntimeException e) {
            fail(
                    "Without files, without a folder and offline it threw " + e
                            + ". Throw DataUnavailableException, with all the ways to supply the files.",
                    e);
        }
    }

    @Test
    @DisplayName("The user's folder is looked into and never written")
    public final void theFolderIsLeftAlone() {
        assumeTrue(folder().isPresent(), "folder() names none");
        Map<Path, String> before = listing(folder().get());
        load("folder", Progress.silent());
        assertEquals(
                before,
                listing(folder().get()),
                "Loading changed the folder that the user named. Write into source.cache() alone.");
    }

    @Test
    @DisplayName("When loading is stopped it ends")
    public final void stoppingIsHonoured() {
        boolean[] told = {false};
        Progress stopping = (done, message) -> {
            told[0] = true;
            throw new StoppedException("stopped by the contract");
        };
        try {
            load("stopped", stopping);
            assertFalse(
                    told[0],
                    "The report of progress said that loading must end, and it went on. Let StoppedException pass:"
                            + " catch no RuntimeException around source.progress().report(...).");
        } catch (StoppedException e) {
            assertTrue(told[0], "Only the progress says when to stop; the data set threw " + e + " by itself.");
        }
    }

    @Test
    @DisplayName("Every parameter is described")
    public final void parametersAreDescribed() {
        ParameterSchema.of(
                "data set '" + factory().description().id() + "'", factory().parameters());
    }

    /** Whether samples read by several threads at once are those that one thread read. */
    private static boolean readTogether(Examples split, float[][] alone) {
        return IntStream.range(0, THREADS)
                .mapToObj(thread -> CompletableFuture.supplyAsync(
                        () -> IntStream.range(0, 5 * alone.length).allMatch(k -> {
                            int i = (k + thread) % alone.length;
                            return Arrays.equals(alone[i], sample(split, i));
                        }),
                        task -> new Thread(task, "reader-" + thread).start()))
                .toList()
                .stream()
                .allMatch(CompletableFuture::join);
    }

    /** What is done with a split. */
    @FunctionalInterface
    private interface Check {
        void on(String name, Examples split);
    }

    private void each(Check check) {
        each(splits(), check);
    }

    private static void each(Splits splits, Check check) {
        for (String name : new String[] {"train", "attacker", "calibration", "test"}) {
            check.on(name, split(splits, name));
        }
    }

    private static Examples split(Splits splits, String name) {
        return switch (name) {
            case "train" -> splits.train();
            case "attacker" -> splits.attacker();
            case "calibration" -> splits.calibration();
            default -> splits.test();
        };
    }

    private static float[] sample(Examples split, int index) {
        float[] values = new float[split.length()];
        split.read(index, values, 0);
        return values;
    }

    private Splits splits() {
        return loaded().splits();
    }

    /** What the first loading gave; the checks share it. */
    private synchronized DataSet.Loaded loaded() {
        DataSet.Loaded first = loaded;
        if (first == null) {
            first = load("kept", Progress.silent());
            loaded = first;
        }
        return first;
    }

    private DataSet dataSet() {
        return factory().create().apply(parameters());
    }

    private DataSet.Loaded load(String cache, Progress progress) {
        return dataSet().load(new ContractSource(folder(), made(cache), progress));
    }

    private Path made(String cache) {
        try {
            return Files.createDirectories(temporary.resolve(cache));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Map<Path, String> listing(Path folder) {
        Map<Path, String> listing = new HashMap<>();
        try (var entries = Files.walk(folder)) {
            for (Path entry : entries.toList()) {
                listing.put(entry, Files.getLastModifiedTime(entry) + " " + Files.size(entry));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return listing;
    }
}
