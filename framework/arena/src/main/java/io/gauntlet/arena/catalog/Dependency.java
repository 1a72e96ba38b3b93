package io.gauntlet.arena.catalog;

/**
 * A plug-in that something recorded depends on.
 *
 * @param kind what it is
 * @param plugin its id
 * @param version its version
 * @param jar SHA-256 of the jar files it was loaded from
 */
public record Dependency(Kind kind, String plugin, String version, String jar) {
    /** A plug-in as it is installed. */
    public static Dependency of(Registered plugin) {
        return new Dependency(plugin.kind(), plugin.id(), plugin.version(), plugin.jarSha());
    }

    /** How a revocation names it: {@code kind/id@version}. */
    public String target() {
        return kind.id() + "/" + plugin + "@" + version;
    }
}
