package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.api.Plugin;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.runtime.plugin.LoadedPlugins.Source;

/**
 * Loads every plug-in below some roots. One that cannot be used is refused with a sentence and harms no other: it
 * throws while loading, brings an id that is taken, or was built against another version of the API.
 */
public final class PluginLoader {
    private static final Logger LOG = LoggerFactory.getLogger(PluginLoader.class);

    private final Source source;
    private final List<Registered> accepted;
    private final Collection<OpenPlugin> present;
    private final Collection<OpenPlugin> known;
    private final List<OpenPlugin> open = new ArrayList<>();
    private final List<PluginProblem> problems = new ArrayList<>();

    private PluginLoader(Source source, Collection<OpenPlugin> present, Collection<OpenPlugin> known) {
        this.source = source;
        this.accepted = new ArrayList<>(source.builtIn());
        this.present = present;
        this.known = known;
    }

    /**
     * Loads.
     *
     * @param roots folders; in each, a folder with jars is one plug-in, and a jar directly in the root is another.
     *     Earlier roots come first: an id that is taken stays with its owner
     * @param builtIn what the framework itself brings
     */
    public static LoadedPlugins load(List<Path> roots, Collection<Registered> builtIn) {
        return new PluginLoader(new Source(roots, List.copyOf(builtIn)), List.of(), List.of()).load();
    }

    /**
     * Looks into the same folders again. What did not change is not loaded again, and what was loaded from a jar stays
     * in use when what lies there now is refused.
     *
     * @param before what the last look found
     * @param known all that is loaded, also of looks before the last
     */
    static LoadedPlugins again(LoadedPlugins before, Collection<OpenPlugin> known) {
        return new PluginLoader(before.source(), before.open(), known).load();
    }

    private LoadedPlugins load() {
        source.roots().forEach(this::loadRoot);
        return new LoadedPlugins(source, new Catalog(accepted), open, problems);
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
        try {
            Optional<OpenPlugin> same = unchanged(jars);
            if (same.isPresent()) {
                use(same.get());
            } else {
                useNew(jars);
            }
        } catch (PluginRefused e) {
            refuse(jars.path(), e.getMessage() + keeping(jars));
        } catch (IOException e) {
            refuse(
                    jars.path(),
                    "The plug-in '" + jars.name() + "' cannot be read (" + e.getMessage()
                            + "): copy it again, or build it again." + keeping(jars));
        }
    }

    private Optional<OpenPlugin> unchanged(PluginJars jars) throws IOException {
        List<OpenPlugin> versions = known.stream()
                .filter(one -> one.plugin().path().equals(jars.path()))
                .toList();
        if (versions.isEmpty()) {
            return Optional.empty();
        }
        String sha = jars.sha();
        return versions.stream().filter(one -> one.plugin().sha().equals(sha)).findFirst();
    }

    private void useNew(PluginJars jars) throws IOException, PluginRefused {
        OpenPlugin fresh = open(jars);
        try {
            use(fresh);
        } catch (PluginRefused e) {
            fresh.close();
            throw e;
        }
    }

    private void use(OpenPlugin one) throws PluginRefused {
        accept(one.plugin().brings());
        open.add(one);
    }

    /** What was in use of a plug-in whose jars are refused now. */
    private String keeping(PluginJars jars) {
        Optional<OpenPlugin> before = present.stream()
                .filter(one -> one.plugin().path().equals(jars.path()))
                .findFirst();
        if (before.isEmpty()) {
            return "";
        }
        try {
            use(before.get());
            return " What was loaded from it before stays in use.";
        } catch (PluginRefused e) {
            LOG.debug("The plug-in {} is refused as it was, too", jars.name(), e);
            return "";
        }
    }

    /** Loads from copies of the jars, which may be replaced while they are in use. */
    private static OpenPlugin open(PluginJars found) throws IOException, PluginRefused {
        Path folder = PluginCopies.newFolder();
        PluginClassLoader loader = null;
        try {
            PluginJars jars = found.copiedTo(folder);
            int api = checkApi(jars);
            String sha = jars.sha();
            loader = new PluginClassLoader(jars.name(), jars.urls(), folder, PluginLoader.class.getClassLoader());
            List<Registered> brings = ask(jars, loader, sha);
            return new OpenPlugin(new LoadedPlugin(jars.name(), jars.path(), sha, api, brings), loader);
        } catch (IOException | PluginRefused | RuntimeException | Error e) {
            tidy(folder, loader);
            throw e;
        }
    }

    private static void tidy(Path folder, @Nullable PluginClassLoader loader) {
        try {
            if (loader == null) {
                PluginClassLoader.delete(folder);
            } else {
                loader.close();
            }
        } catch (IOException e) {
            LOG.debug("{} stays behind", folder, e);
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
}
