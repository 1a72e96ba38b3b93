package io.gauntlet.runtime.plugin;

import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.stream.Stream;

import org.jspecify.annotations.Nullable;

/**
 * Loads the classes of one plug-in: its own jars come first. From the framework it sees the plug-in API, ND4J, DL4J,
 * their native bindings (which can live in one loader only), SLF4J and JSpecify, and nothing else, so that a plug-in may bring any
 * version of any other library and can depend on nothing inner.
 */
final class PluginClassLoader extends URLClassLoader {
    /** Begins the name of every such loader; stack traces carry it. */
    static final String PREFIX = "plugin:";

    private static final List<String> SHARED = List.of(
            "io.gauntlet.api.", "org.nd4j.", "org.deeplearning4j.", "org.bytedeco.", "org.slf4j.", "org.jspecify.");

    private static final String SERVICES = "META-INF/services/";

    static {
        ClassLoader.registerAsParallelCapable();
    }

    private final ClassLoader framework;
    private final Path folder;

    /**
     * Loads from jars that nobody else writes.
     *
     * @param jars to be found in {@code folder}
     * @param folder deleted with everything in it when this is closed
     */
    PluginClassLoader(String name, URL[] jars, Path folder, ClassLoader framework) {
        // The framework is the parent only so that the JDK finds its own services by this loader, some of whose modules
        // belong to the application's loader (random generators); what is looked up by name is decided below.
        super(PREFIX + name, jars, framework);
        this.framework = framework;
        this.folder = folder;
    }

    /** No further class or resource can be loaded afterwards. */
    @Override
    public void close() throws IOException {
        super.close();
        delete(folder);
    }

    /** Deletes a folder of files. */
    static void delete(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            try (Stream<Path> copies = Files.list(folder)) {
                for (Path copy : copies.toList()) {
                    Files.delete(copy);
                }
            }
            Files.delete(folder);
        }
    }

    @Override
    protected Class<?> loadClass(String name, boolean resolve) throws ClassNotFoundException {
        if (shared(name)) {
            return framework.loadClass(name);
        }
        synchronized (getClassLoadingLock(name)) {
            Class<?> loaded = findLoadedClass(name);
            if (loaded == null && !name.startsWith("java.")) {
                loaded = own(name);
            }
            if (loaded == null) {
                loaded = getPlatformClassLoader().loadClass(name);
            }
            if (resolve) {
                resolveClass(loaded);
            }
            return loaded;
        }
    }

    private @Nullable Class<?> own(String name) {
        try {
            return findClass(name);
        } catch (ClassNotFoundException e) {
            // Not in its jars: the platform's turn.
            return null;
        }
    }

    @Override
    public @Nullable URL getResource(String name) {
        if (sharedResource(name)) {
            return framework.getResource(name);
        }
        URL own = findResource(name);
        return own != null ? own : getPlatformClassLoader().getResource(name);
    }

    @Override
    public Enumeration<URL> getResources(String name) throws IOException {
        if (sharedResource(name)) {
            return framework.getResources(name);
        }
        List<URL> all = Collections.list(findResources(name));
        all.addAll(Collections.list(getPlatformClassLoader().getResources(name)));
        return Collections.enumeration(all);
    }

    private static boolean shared(String name) {
        return SHARED.stream().anyMatch(name::startsWith);
    }

    /** Resources of shared libraries, and the services they look for; the plug-in's own entry point is not one. */
    private static boolean sharedResource(String name) {
        if (name.startsWith(SERVICES)) {
            String service = name.substring(SERVICES.length());
            return shared(service) && !service.startsWith("io.gauntlet.api.");
        }
        return shared(name.replace('/', '.'));
    }
}
