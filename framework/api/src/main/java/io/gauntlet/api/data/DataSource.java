package io.gauntlet.api.data;

import java.nio.file.Path;
import java.util.Optional;

import io.gauntlet.api.Progress;

/** Where a data set may look for its files. */
public interface DataSource {
    /** The folder that the user named for data, if any: looked into first, never written. */
    Optional<Path> folder();

    /** A folder for this data set's own files, kept between runs; it exists. Write under another name, then move into place. */
    Path cache();

    /** Whether files may be fetched from elsewhere. */
    boolean online();

    /** Where to report. */
    Progress progress();
}
