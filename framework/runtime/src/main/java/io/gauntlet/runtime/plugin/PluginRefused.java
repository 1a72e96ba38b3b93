package io.gauntlet.runtime.plugin;

/** Ends the loading of one plug-in; becomes a {@link PluginProblem}. */
final class PluginRefused extends Exception {
    private static final long serialVersionUID = 1L;

    PluginRefused(String sentence) {
        super(sentence);
    }
}
