package io.gauntlet.testkit;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.data.DataSetFactory;

/** The sound data set keeps the whole contract. */
class GreysTest extends DataSetContract<Greys.Parameters> {
    @TempDir
    static Path folder;

    @BeforeAll
    static void writeTheFile() throws IOException {
        Files.writeString(folder.resolve(Greys.FILE), "40");
    }

    @Override
    protected DataSetFactory<Greys.Parameters> factory() {
        return Greys.factory();
    }

    @Override
    protected Greys.Parameters parameters() {
        return new Greys.Parameters(Greys.Defect.NONE);
    }

    @Override
    protected Optional<Path> folder() {
        return Optional.of(folder);
    }
}
