package io.gauntlet.testkit;

import java.nio.file.Path;
import java.util.Optional;

import io.gauntlet.api.Progress;
import io.gauntlet.api.data.DataSource;

/** What a data set under test may use: nothing from elsewhere. */
record ContractSource(Optional<Path> folder, Path cache, Progress progress) implements DataSource {
    @Override
    public boolean online() {
        return false;
    }
}
