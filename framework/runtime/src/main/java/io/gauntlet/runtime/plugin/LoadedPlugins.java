package io.gauntlet.runtime.plugin;

import java.nio.file.Path;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Dependency;
import io.gauntlet.arena.catalog.Registered;

/**
 * What one look into the folders found: all plug-ins in use and those that were refused. Closing it closes their jars:
 * nothing of them may run afterwards.
 */
public final class LoadedPlugins implements AutoCloseable {
    /** Where plug-ins come from. */
    record Source(List<Path> roots, List<Registered> builtIn) {
        Source {
            roots = List.copyOf(roots);
            builtIn = List.copyOf(builtIn);
        }
    }

    private final Source source;
    private final Catalog catalog;
    private final List<OpenPlugin> open;
    private final List<PluginProblem> problems;
    private final Map<String, ClassLoader> loaders = new HashMap<>();

    LoadedPlugins(Source source, Catalog catalog, List<OpenPlugin> open, List<PluginProblem> problems) {
        this.source = source;
        this.catalog = catalog;
        this.open = List.copyOf(open);
        this.problems = List.copyOf(problems);
        open.forEach(one -> loaders.put(one.plugin().sha(), one.loader()));
    }

    Source source() {
        return source;
    }

    List<OpenPlugin> open() {
        return open;
    }

    /** What can be chosen in a spec. */
    public Catalog catalog() {
        return catalog;
    }

    /** The plug-ins in use. */
    public List<LoadedPlugin> plugins() {
        return open.stream().map(OpenPlugin::plugin).toList();
    }

    /** The plug-ins that were refused, and why. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /** The class loader of something that a plug-in brought; the framework's own for what it brings itself. */
    public ClassLoader loader(Registered brought) {
        return loaders.getOrDefault(brought.jarSha(), LoadedPlugins.class.getClassLoader());
    }

    /** Whether all parts are here, made of the jars that the record names. */
    boolean has(Collection<Dependency> parts) {
        return parts.stream()
                .allMatch(part -> catalog.ids(part.kind()).contains(part.plugin())
                        && catalog.find(part.kind(), part.plugin()).jarSha().equals(part.jar()));
    }

    /**
     * The class loader of the plug-in whose code a stack trace comes from: that of the innermost frame which belongs to
     * a plug-in; empty when only the framework's code was running.
     */
    public static Optional<String> origin(StackTraceElement[] trace) {
        for (StackTraceElement frame : trace) {
            String loader = frame.getClassLoaderName();
            if (loader != null && loader.startsWith(PluginClassLoader.PREFIX)) {
                return Optional.of(loader);
            }
        }
        return Optional.empty();
    }

    @Override
    public void close() {
        open.forEach(OpenPlugin::close);
    }
}
