package io.gauntlet.app.http;

import io.vertx.ext.web.RoutingContext;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.app.json.ReloadJson;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.plugin.PluginReload;

/** What the API changes of plug-ins: their folders are looked into again. The methods block. */
final class PluginWrites {
    private static final Logger LOG = LoggerFactory.getLogger(PluginWrites.class);

    private final Gauntlet gauntlet;

    PluginWrites(Gauntlet gauntlet) {
        this.gauntlet = gauntlet;
    }

    /** Looks again, and tells what was found. */
    Object reload(RoutingContext context) {
        String by = Visitor.of(context).name();
        PluginReload reload = gauntlet.reloadPlugins(by);
        LOG.info(
                "{} had the plug-in folders looked into again: {} added, {} changed, {} removed, {} refused",
                by,
                reload.added().size(),
                reload.changed().size(),
                reload.removed().size(),
                reload.refused().size());
        return ReloadJson.answer(reload);
    }
}
