package io.gauntlet.runtime.work;

import java.util.function.Supplier;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.event.Player;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.network.CompiledNetwork;

/** A model that a user named: by a file, which is undefended, or by the SHA-256 of a stored one. Makes copies of it. */
public final class NamedModel {
    private final String name;
    private final String format;
    private final Supplier<DefendedModel> assemble;

    private NamedModel(String name, String format, Supplier<DefendedModel> assemble) {
        this.name = name;
        this.format = format;
        this.assemble = assemble;
    }

    /** The network of a file, called as the user typed it. */
    static NamedModel ofFile(ModelFile file, String typed) {
        CompiledNetwork network = file.network();
        return new NamedModel(typed, file.format(), () -> DefendedModel.of(network.copy()));
    }

    /** A stored model with its defense, and with those that it is put around. */
    static NamedModel ofStore(String sha, byte[] content, Layers layers, Player player) {
        return new NamedModel(
                sha,
                "stored model of the defense '" + player.plugin() + "'",
                () -> layers.assemble(player, PartsFile.read(content, sha)));
    }

    /** What the user called it, or a stored model's whole SHA-256. */
    public String name() {
        return name;
    }

    /** What it was read from, such as {@code onnx}. */
    public String format() {
        return format;
    }

    /**
     * A copy for one thread, that takes the samples of a data set.
     *
     * @param dataSet its id, for messages
     * @throws InvalidInputException when it does not take them, or has other classes
     */
    public Model copy(Examples samples, String dataSet) {
        DefendedModel defended = assemble.get();
        check(defended, samples, dataSet);
        try {
            return Models.model(defended, samples.shape());
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException(
                    "The model " + name + " cannot be used on '" + dataSet + "': " + e.getMessage(), e);
        }
    }

    private void check(DefendedModel defended, Examples samples, String dataSet) {
        // Of a chain, only the stages can say what they take.
        if (defended.stages().size() == 1 && defended.stages().get(0) instanceof Network network) {
            Fit.check(network, name, samples, dataSet);
        }
    }

    /** How many parameters its networks have. */
    public static long parameters(Model model) {
        return model.stages().stream().mapToLong(Stage::parameterCount).sum();
    }
}
