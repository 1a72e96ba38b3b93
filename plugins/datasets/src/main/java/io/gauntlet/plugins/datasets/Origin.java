package io.gauntlet.plugins.datasets;

import java.util.List;
import java.util.function.BiConsumer;

import io.gauntlet.api.Progress;

/** Somewhere outside this machine that files can be fetched from. */
interface Origin {
    /** What the user can do so that this origin works, as a clause, such as {@code connect to the internet}. */
    String remedy();

    /**
     * Fetches what it can and checks it.
     *
     * @param wanted the files
     * @param found receives each checked file as soon as it is there
     * @return why files could not be had, each in a few words; empty when all were found
     * @throws io.gauntlet.api.StoppedException when the work was cancelled
     */
    List<String> fetch(List<IdxFile> wanted, BiConsumer<IdxFile, IdxContents> found, Progress progress);
}
