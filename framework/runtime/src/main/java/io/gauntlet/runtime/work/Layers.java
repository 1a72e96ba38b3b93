package io.gauntlet.runtime.work;

import java.util.function.Function;

import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Parts;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.event.Player;
import io.gauntlet.engine.file.LayeredParts;

/**
 * Puts defended models together from what was stored of them, layer by layer, each defense's code in its own surroundings.
 */
public final class Layers {
    private final Function<Player, Registered> find;
    private final Function<Registered, ClassLoader> loaders;

    /**
     * With the plug-ins at hand.
     *
     * @param find the plug-in of a player; throws where it cannot be used
     * @param loaders the class loader of what was found
     */
    public Layers(Function<Player, Registered> find, Function<Registered, ClassLoader> loaders) {
        this.find = find;
        this.loaders = loaders;
    }

    /**
     * A defender's model. Its stages and detector close the parts' networks.
     *
     * @throws RuntimeException what a defense throws; then nothing is left open
     */
    public DefendedModel assemble(Player defender, Parts parts) {
        Player base = defender.base();
        if (base == null) {
            return within(defender, defense -> defense.assemble(parts));
        }
        DefendedModel inner = assemble(base, LayeredParts.base(parts));
        try {
            return within(defender, defense -> defense.assemble(LayeredParts.own(parts), inner));
        } catch (RuntimeException | Error e) {
            inner.stages().forEach(Stage::close);
            inner.detector().ifPresent(Detector::close);
            throw e;
        }
    }

    private DefendedModel within(Player player, Function<Defense, DefendedModel> code) {
        Registered defense = find.apply(player);
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(loaders.apply(defense));
        try {
            return code.apply(defense.createDefense(player.params()));
        } finally {
            thread.setContextClassLoader(before);
        }
    }
}
