package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

import org.slf4j.LoggerFactory;

import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;

/** All plug-ins in use and those that were refused. Closing it closes their jars: nothing of them may run afterwards. */
public final class LoadedPlugins implements AutoCloseable {
    private final Catalog catalog;
    private final List<LoadedPlugin> plugins;
    private final List<PluginProblem> problems;
    private final Map<String, ClassLoader> loaders;
    private final List<PluginClassLoader> open;

    LoadedPlugins(
            Catalog catalog,
            List<LoadedPlugin> plugins,
            List<PluginProblem> problems,
            Map<String, ClassLoader> loaders,
            List<PluginClassLoader> open) {
        this.catalog = catalog;
        this.plugins = List.copyOf(plugins);
        this.problems = List.copyOf(problems);
        this.loaders = Map.copyOf(loaders);
        this.open = List.copyOf(open);
    }

    static String key(Kind kind, String id) {
        return kind.id() + "." + id;
    }

    /** What can be chosen in a spec. */
    public Catalog catalog() {
        return catalog;
    }

    /** The plug-ins in use. */
    public List<LoadedPlugin> plugins() {
        return plugins;
    }

    /** The plug-ins that were refused, and why. */
    public List<PluginProblem> problems() {
        return problems;
    }

    /** The class loader of something that a plug-in brought; the framework's own for what it brings itself. */
    public ClassLoader loader(Registered brought) {
        ClassLoader loader = loaders.get(key(brought.kind(), brought.id()));
        return Objects.requireNonNullElse(loader, LoadedPlugins.class.getClassLoader());
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
        for (PluginClassLoader loader : open) {
            try {
                loader.close();
            } catch (IOException e) {
                LoggerFactory.getLogger(LoadedPlugins.class).warn("Closing {} failed", loader.getName(), e);
            }
        }
    }
}
