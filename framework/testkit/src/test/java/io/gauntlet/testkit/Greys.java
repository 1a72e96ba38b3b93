package io.gauntlet.testkit;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.LockSupport;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Param;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.data.DataSet;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;

/** Noisy grey pictures of 3 x 3, as many as the user's file {@code count} says, with one defect of choice. */
final class Greys implements DataSet {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        EMPTY_SPLIT,
        OTHER_CLASSES_IN_A_SPLIT,
        VALUES_TO_255,
        NOT_A_NUMBER,
        LABELS_FROM_ONE,
        NEVER_THE_LAST_CLASS,
        A_SAMPLE_IN_TWO_SPLITS,
        RANDOM_OF_ITS_OWN,
        OTHERWISE_FROM_ITS_CACHE,
        NO_FILES_NAMED,
        NO_HASH,
        IGNORES_THE_OFFSET,
        WRITES_ONE_TOO_MANY,
        LEAKS_ITS_SHAPE,
        KEEPS_THE_CALLERS_ARRAY,
        SHARES_A_BUFFER,
        ANSWERS_BEYOND_ITS_END,
        ANOTHER_EXCEPTION,
        WRITES_INTO_THE_FOLDER,
        SWALLOWS_THE_STOP
    }

    /** Its parameters. */
    record Parameters(
            @Param(value = "what is wrong with it", defaultValue = "none")
            Defect defect) {}

    private record Parts(Examples train, Examples attacker, Examples calibration, Examples test) implements Splits {}

    static final String FILE = "count";

    private static final int CLASSES = 3;
    private static final int LENGTH = 9;
    private static final long PAUSE = 1_000_000;

    private final Defect defect;
    private final long[] shape = {3, 3, 1};

    private Greys(Parameters parameters) {
        defect = parameters.defect();
    }

    static DataSetFactory<Parameters> factory() {
        return new DataSetFactory<>(
                new Description("greys", "1", "Grey pictures.", List.of(), ""), Parameters.class, Greys::new);
    }

    @Override
    public Loaded load(DataSource source) {
        report(source);
        int n = count(source);
        if (defect == Defect.OTHERWISE_FROM_ITS_CACHE) {
            n += new java.io.File(source.cache().toFile(), "seen").mkdir() ? 0 : 1;
        }
        long seed = defect == Defect.RANDOM_OF_ITS_OWN ? System.nanoTime() : 5;
        int second = defect == Defect.A_SAMPLE_IN_TWO_SPLITS ? n - 1 : n;
        Parts parts = new Parts(
                new Greyness(seed, 0, n),
                new Greyness(seed, second, n),
                new Greyness(seed, 2 * n, defect == Defect.EMPTY_SPLIT ? 0 : n),
                new Greyness(seed, 3 * n, n));
        return new Loaded(
                parts,
                switch (defect) {
                    case NO_FILES_NAMED -> Map.of();
                    case NO_HASH -> Map.of(FILE, "unknown");
                    default -> Map.of(FILE, Seed.of(n).toString());
                });
    }

    private void report(DataSource source) {
        try {
            source.progress().report(0, "drawing");
        } catch (StoppedException e) {
            if (defect != Defect.SWALLOWS_THE_STOP) {
                throw e;
            }
        }
    }

    private int count(DataSource source) {
        Path folder = source.folder().orElse(null);
        if (folder == null) {
            if (defect == Defect.ANOTHER_EXCEPTION) {
                throw new IllegalStateException("no folder");
            }
            throw new DataUnavailableException("Put a file named " + FILE + " into the folder of --data.", null);
        }
        try {
            if (defect == Defect.WRITES_INTO_THE_FOLDER) {
                Files.writeString(folder.resolve("notes"), "read");
            }
            return Integer.parseInt(Files.readString(folder.resolve(FILE)).strip());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Samples drawn one by one. */
    private final class Greyness implements Examples {
        private final long seed;
        private final int from;
        private final int size;
        private final float[] buffer = new float[LENGTH];
        private float[] kept = {};

        Greyness(long seed, int from, int size) {
            this.seed = seed;
            this.from = from;
            this.size = size;
        }

        @Override
        public int size() {
            return size;
        }

        @Override
        public long[] shape() {
            return defect == Defect.LEAKS_ITS_SHAPE ? shape : shape.clone();
        }

        @Override
        public int classes() {
            return defect == Defect.OTHER_CLASSES_IN_A_SPLIT && from > 0 ? CLASSES + 1 : CLASSES;
        }

        private int checked(int index) {
            return defect == Defect.ANSWERS_BEYOND_ITS_END ? index : Objects.checkIndex(index, size);
        }

        @Override
        public int label(int index) {
            int label = Math.floorMod(checked(index), defect == Defect.NEVER_THE_LAST_CLASS ? CLASSES - 1 : CLASSES);
            return defect == Defect.LABELS_FROM_ONE ? label + 1 : label;
        }

        @Override
        public void read(int index, float[] into, int offset) {
            if (defect == Defect.KEEPS_THE_CALLERS_ARRAY && kept.length > 0) {
                System.arraycopy(kept, 0, into, offset, LENGTH);
                return;
            }
            float[] values = defect == Defect.SHARES_A_BUFFER ? buffer : new float[LENGTH];
            draw(checked(index), values);
            if (defect == Defect.SHARES_A_BUFFER
                    && Thread.currentThread().getName().startsWith("reader-")) {
                LockSupport.parkNanos(PAUSE); // as long as others need to write into it
            }
            int at = defect == Defect.IGNORES_THE_OFFSET ? 0 : offset;
            System.arraycopy(values, 0, into, at, LENGTH);
            if (defect == Defect.WRITES_ONE_TOO_MANY && at + LENGTH < into.length) {
                into[at + LENGTH] = 0;
            }
            if (defect == Defect.KEEPS_THE_CALLERS_ARRAY && into.length == LENGTH) {
                kept = into;
            }
        }

        private void draw(int index, float[] values) {
            Draws draws = Seed.of(seed).derive("sample", from + index).draws();
            for (int i = 0; i < LENGTH; i++) {
                values[i] = (float) draws.uniform(0, 1);
                if (defect == Defect.VALUES_TO_255) {
                    values[i] *= 255;
                } else if (defect == Defect.NOT_A_NUMBER && index == 7) {
                    values[i] = Float.NaN;
                }
            }
        }
    }
}
