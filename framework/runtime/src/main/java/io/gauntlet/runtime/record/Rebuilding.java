package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListSet;

import io.gauntlet.api.model.Model;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Event.TrainingPlanned;
import io.gauntlet.arena.event.Player;
import io.gauntlet.arena.referee.SurvivalTest;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.work.Layers;

/** Puts stored models and transformations together again, with the plug-ins that are loaded here. */
final class Rebuilding {
    private final LoadedPlugins plugins;
    private final Layers layers;
    private final Set<String> others = new ConcurrentSkipListSet<>();

    Rebuilding(LoadedPlugins plugins) {
        this.plugins = plugins;
        this.layers = new Layers(this::defense, plugins::loader);
    }

    /** The class loader of a training's defense. @throws io.gauntlet.arena.InvalidInputException when it is not loaded */
    ClassLoader loader(TrainingPlanned training) {
        training.defender().layers().forEach(layer -> plugins.catalog().find(layer.kind(), layer.plugin()));
        return plugins.loader(defense(training.defender()));
    }

    private Registered defense(Player defender) {
        Registered defense = plugins.catalog().find(defender.kind(), defender.plugin());
        compare(defender, defense);
        return defense;
    }

    /**
     * A model, in the calling thread, whose context class loader is the defense's.
     *
     * @param weights what was stored of it
     * @param sha its name
     * @param shape of a sample
     */
    Model model(TrainingPlanned training, byte[] weights, String sha, long[] shape) {
        return Models.model(layers.assemble(training.defender(), PartsFile.read(weights, sha)), shape);
    }

    /**
     * The transformations under which a match's examples were judged; the caller closes their stages.
     *
     * @throws io.gauntlet.arena.InvalidInputException when one is not loaded
     */
    List<SurvivalTest> survivalTests(List<Player> transformations, long[] shape) {
        List<SurvivalTest> tests = new ArrayList<>();
        for (Player player : transformations) {
            Registered transformation = plugins.catalog().find(player.kind(), player.plugin());
            compare(player, transformation);
            tests.add(new SurvivalTest(
                    player.label(),
                    transformation.createTransformation(player.params()).stage(shape)));
        }
        return tests;
    }

    private void compare(Player recorded, Registered here) {
        if (!here.jarSha().equals(recorded.jar())) {
            others.add("the " + here.kind().noun() + " '" + here.id() + "' (recorded: version " + recorded.version()
                    + ", jars " + recorded.jar().substring(0, 12) + "; here: version " + here.version() + ", jars "
                    + here.jarSha().substring(0, 12) + ")");
        }
    }

    /** The plug-ins used whose jars are not those that were recorded, in words. */
    Set<String> others() {
        return others;
    }
}
