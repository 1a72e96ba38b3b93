package io.gauntlet.app.cli;

import java.util.Objects;

import picocli.CommandLine.IVersionProvider;

/** Says which build this is. */
final class VersionProvider implements IVersionProvider {
    @Override
    public String[] getVersion() {
        return new String[] {"gauntlet " + version() + ", Java " + Runtime.version()};
    }

    static String version() {
        return Objects.requireNonNullElse(VersionProvider.class.getPackage().getImplementationVersion(), "unpackaged");
    }
}
