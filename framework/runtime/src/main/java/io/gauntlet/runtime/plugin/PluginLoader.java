package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.Plugin;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Registered;

/**
 * Loads every plug-in below some roots. One that cannot be used is refused with a sentence and harms no other: it
 * throws while loading, brings an id that is taken, or was built against another version of the API.
 */
public final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final List<Registered> accepted;
    private final Map<String, ClassLoader> loaders = new HashMap<>();
    private final List<PluginClassLoader> open = new ArrayList<>();
    private final List<LoadedPlugin> plugins = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private PluginLoader(Collection<Registered> builtIn) {
        this.accepted = new ArrayList<>(builtIn);
    }

    /**
     * Loads.
     *
     * @param roots folders; in each, a folder with jars is one plug-in, and a jar directly in the root is another.
     *     Earlier roots come first: an id that is taken stays with its owner
     * @param builtIn what the framework itself brings
     */
    public static LoadedPlugins load(List<Path> roots, Collection<Registered> builtIn) {
        PluginLoader loader = new PluginLoader(builtIn);
        roots.forEach(loader::loadRoot);
        return new LoadedPlugins(
                new Catalog(loader.accepted), loader.plugins, loader.problems, loader.loaders, loader.open);
    }

    private void loadRoot(Path root) {
        if (!Files.isDirectory(root)) {
            refuse(root, "The plug-in folder " + root + " does not exist: create it or leave it out.");
            return;
        }
        try {
            PluginJars.below(root).forEach(this::loadPlugin);
        } catch (IOException e) {
            refuse(root, "The plug-in folder " + root + " cannot be read (" + e.getMessage() + ").");
        }
    }

    private void loadPlugin(PluginJars jars) {
        PluginClassLoader loader = null;
        try {
            int api = checkApi(jars);
            String sha = jars.sha();
            loader = new PluginClassLoader(jars.name(), jars.urls(), PluginLoader.class.getClassLoader());
            List<Registered> brings = ask(jars, loader, sha);
            accept(brings);
            for (Registered one : brings) {
                loaders.put(LoadedPlugins.key(one.kind(), one.id()), loader);
            }
            open.add(loader);
            plugins.add(new LoadedPlugin(jars.name(), jars.path(), sha, api, brings));
        } catch (PluginRefused e) {
            refuse(jars.path(), String.valueOf(e.getMessage()));
            close(loader);
        } catch (IOException e) {
            refuse(
                    jars.path(),
                    "The plug-in '" + jars.name() + "' cannot be read (" + e.getMessage() + "): build it again.");
            close(loader);
        }
    }

    private static int checkApi(PluginJars jars) throws IOException, PluginRefused {
        String version = jars.apiVersion();
        String major = version.split("\\.", 2)[0];
        if (!major.equals(Integer.toString(Plugin.API_VERSION))) {
            throw new PluginRefused("The plug-in '" + jars.name() + "' was built against version " + version
                    + " of the plug-in API, but this Gauntlet offers version " + Plugin.API_VERSION
                    + ": build it against that version.");
        }
        return Plugin.API_VERSION;
    }

    /** Runs the plug-in's own code, which may throw anything. */
    private static List<Registered> ask(PluginJars jars, PluginClassLoader loader, String sha) throws PluginRefused {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loader);
        try {
            List<Registered> brings = new ArrayList<>();
            for (Plugin plugin : ServiceLoader.load(Plugin.class, loader)) {
                brings.addAll(Registered.of(plugin, jars.path().getFileName().toString(), sha));
            }
            if (brings.isEmpty()) {
                throw new PluginRefused("The plug-in '" + jars.name() + "' brings nothing: its jar must name a class in"
                        + " META-INF/services/" + Plugin.class.getName() + ".");
            }
            return brings;
        } catch (VirtualMachineError e) {
            throw e;
        } catch (RuntimeException | Error e) {
            LOG.debug("The plug-in {} failed while loading", jars.name(), e);
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw new PluginRefused("The plug-in '" + jars.name() + "' failed while loading ("
                    + cause.getClass().getSimpleName() + ": " + cause.getMessage() + "): correct it or remove it.");
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private void accept(List<Registered> brings) throws PluginRefused {
        List<Registered> all = new ArrayList<>(accepted);
        all.addAll(brings);
        try {
            new Catalog(all);
        } catch (InvalidInputException e) {
            throw new PluginRefused(String.valueOf(e.getMessage()));
        }
        accepted.addAll(brings);
    }

    private void refuse(Path path, String sentence) {
        LOG.warn("{}", sentence);
        problems.add(new PluginProblem(path, sentence));
    }

    private static void close(@Nullable PluginClassLoader loader) {
        if (loader == null) {
            return;
        }
        try {
            loader.close();
        } catch (IOException e) {
            LOG.debug("Closing {} failed", loader.getName(), e);
        }
    }
}
