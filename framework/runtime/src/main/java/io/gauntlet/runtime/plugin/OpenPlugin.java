package io.gauntlet.runtime.plugin;

import java.io.IOException;

import org.slf4j.LoggerFactory;

/** A plug-in in use and the loader of its classes. */
record OpenPlugin(LoadedPlugin plugin, PluginClassLoader loader) {
    /** Closes its jars: nothing of it may run afterwards. */
    void close() {
        try {
            loader.close();
        } catch (IOException e) {
            LoggerFactory.getLogger(OpenPlugin.class).warn("Closing {} failed", loader.getName(), e);
        }
    }
}
