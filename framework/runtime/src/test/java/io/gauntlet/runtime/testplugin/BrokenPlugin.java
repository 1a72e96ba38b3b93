package io.gauntlet.runtime.testplugin;

import io.gauntlet.api.Plugin;

/** Throws while it is loaded. */
public final class BrokenPlugin implements Plugin {
    /** Always throws. */
    public BrokenPlugin() {
        throw new UnsupportedOperationException("this plug-in is broken");
    }
}
