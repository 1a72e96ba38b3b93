package io.gauntlet.runtime.record;

import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import io.gauntlet.api.model.Model;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Player;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;
import io.gauntlet.runtime.plugin.LoadedPlugins;

/** Puts stored models together again, with the defenses that are loaded here. */
final class Rebuilding {
    private final LoadedPlugins plugins;
    private final Set<String> others = new ConcurrentSkipListSet<>();

    Rebuilding(LoadedPlugins plugins) {
        this.plugins = plugins;
    }

    /** The class loader of a training's defense. @throws io.gauntlet.arena.InvalidInputException when it is not loaded */
    ClassLoader loader(TrainingPlanned training) {
        return plugins.loader(defense(training.defender()));
    }

    private Registered defense(Player defender) {
        return plugins.catalog().find(defender.kind(), defender.plugin());
    }

    /**
     * A model, in the calling thread, whose context class loader is the defense's.
     *
     * @param weights what was stored of it
     * @param sha its name
     * @param shape of a sample
     */
    Model model(TrainingPlanned training, byte[] weights, String sha, long[] shape) {
        Player defender = training.defender();
        Registered defense = defense(defender);
        if (!defense.jarSha().equals(defender.jar())) {
            others.add("the defense '" + defense.id() + "' (recorded: version " + defender.version() + ", jars "
                    + defender.jar().substring(0, 12) + "; here: version " + defense.version() + ", jars "
                    + defense.jarSha().substring(0, 12) + ")");
        }
        return Models.model(defense.createDefense(defender.params()).assemble(PartsFile.read(weights, sha)), shape);
    }

    /** The defenses used whose jars are not those that were recorded, in words. */
    Set<String> others() {
        return others;
    }
}
