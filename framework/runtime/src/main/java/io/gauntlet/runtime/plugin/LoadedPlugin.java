package io.gauntlet.runtime.plugin;

import java.nio.file.Path;
import java.util.List;

import io.gauntlet.arena.catalog.Registered;

/**
 * A plug-in in use.
 *
 * @param name of its folder or jar
 * @param path its folder or jar
 * @param sha SHA-256 over names and bytes of its jars, 64 hexadecimal digits
 * @param api the major version of the plug-in API it was built against
 * @param brings what it brings
 */
public record LoadedPlugin(String name, Path path, String sha, int api, List<Registered> brings) {
    /** Copies the list. */
    public LoadedPlugin {
        brings = List.copyOf(brings);
    }
}
