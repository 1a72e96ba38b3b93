package io.gauntlet.api.data;

import java.util.Map;

/** A data set. */
public interface DataSet {
    /**
     * A data set in memory.
     *
     * @param splits its parts
     * @param files the name and SHA-256 (hexadecimal) of each file it was read from: what identifies the data
     */
    record Loaded(Splits splits, Map<String, String> files) {
        /** Copies the map. */
        public Loaded {
            files = Map.copyOf(files);
        }
    }

    /**
     * Finds, checks and reads the files.
     *
     * @throws DataUnavailableException when they cannot be had, with all the ways to supply them
     */
    Loaded load(DataSource source);
}
