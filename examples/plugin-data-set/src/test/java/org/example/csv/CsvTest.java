package org.example.csv;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.DataSetFactory;
import io.gauntlet.api.data.DataSource;
import io.gauntlet.api.data.DataUnavailableException;
import io.gauntlet.testkit.DataSetContract;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

/** The contract that every data set keeps, and what this one says of files that are wrong. */
class CsvTest extends DataSetContract<Csv.Parameters> {
    @TempDir
    static Path folder;

    /** Sorted by class, as such files often are. */
    @BeforeAll
    static void writeAFile() throws IOException {
        StringBuilder text = new StringBuilder();
        Draws draws = Seed.of(5).draws();
        for (int line = 0; line < 200; line++) {
            text.append(line / 67);
            for (int value = 0; value < 20; value++) {
                text.append(',').append(draws.index(17));
            }
            text.append('\n');
        }
        Files.writeString(folder.resolve("small.csv"), text);
    }

    @Override
    protected DataSetFactory<Csv.Parameters> factory() {
        return Csv.FACTORY;
    }

    @Override
    protected Csv.Parameters parameters() {
        return new Csv.Parameters("small.csv", 4, 5, 3, 16);
    }

    @Override
    protected Optional<Path> folder() {
        return Optional.of(folder);
    }

    @Test
    void whatIsWrongIsToldByLine(@TempDir Path other) throws IOException {
        Csv csv = new Csv(new Csv.Parameters("wrong.csv", 1, 2, 3, 16));
        assertEquals(
                "Line 2 of wrong.csv has 2 numbers, not a label and 2 values: correct the file or the parameters.",
                refused(csv, other, "0,1,2\n1,2\n"));
        assertEquals(
                "Line 1 of wrong.csv holds '17', which is no whole number from 0 to 16: correct the file or the"
                        + " parameters.",
                refused(csv, other, "0,17,2\n"));
        assertEquals(
                "Line 1 of wrong.csv holds 'three', which is no whole number from 0 to 2: correct the file or the"
                        + " parameters.",
                refused(csv, other, "three,1,2\n"));
    }

    private static String refused(Csv csv, Path cache, String text) throws IOException {
        Files.writeString(cache.resolve("wrong.csv"), text);
        return assertThrows(DataUnavailableException.class, () -> csv.load(new Source(cache)))
                .getMessage();
    }

    private record Source(Path cache) implements DataSource {
        @Override
        public Optional<Path> folder() {
            return Optional.empty();
        }

        @Override
        public boolean online() {
            return false;
        }

        @Override
        public Progress progress() {
            return Progress.silent();
        }
    }
}
