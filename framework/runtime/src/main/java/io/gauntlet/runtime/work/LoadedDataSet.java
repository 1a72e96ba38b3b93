package io.gauntlet.runtime.work;

import java.util.Map;

import io.gauntlet.api.data.Splits;

/**
 * A data set in memory.
 *
 * @param id the data set's id
 * @param splits its parts
 * @param files name and SHA-256 of each file it was read from
 * @param hash SHA-256 over the data set's configuration and its files: what identifies the data
 */
public record LoadedDataSet(String id, Splits splits, Map<String, String> files, String hash) {}
