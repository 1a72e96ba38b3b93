package io.gauntlet.runtime.plugin;

import java.nio.file.Path;

/**
 * A plug-in that was refused.
 *
 * @param path its folder or jar
 * @param sentence why, and what to do about it
 */
public record PluginProblem(Path path, String sentence) {}
