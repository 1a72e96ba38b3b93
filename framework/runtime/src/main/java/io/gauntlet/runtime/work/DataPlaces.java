package io.gauntlet.runtime.work;

import java.nio.file.Path;
import java.util.Optional;

/**
 * Where data sets look for their files.
 *
 * @param folder the folder that the user named for data
 * @param cache holds a folder for each data set, kept between runs
 * @param online whether files may be fetched
 */
public record DataPlaces(Optional<Path> folder, Path cache, boolean online) {}
