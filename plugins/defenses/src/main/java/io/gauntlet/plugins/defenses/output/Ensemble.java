package io.gauntlet.plugins.defenses.output;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gauntlet.api.Description;
import io.gauntlet.api.Param;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;
import io.gauntlet.plugins.defenses.training.Recipe;

/** Several networks trained from different seeds that answer with the mean of their probabilities. */
final class Ensemble implements Defense {
    private static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "ensemble",
                    "1",
                    "Several networks trained on natural images from different seeds answer together, by the mean of their"
                            + " probabilities.",
                    List.of(
                            "Hansen, Salamon: Neural Network Ensembles, 1990",
                            "He, Wei, Chen, Carlini, Song: Adversarial Example Defenses: Ensembles of Weak Defenses are not"
                                    + " Strong, WOOT 2017"),
                    "Training and every answer cost as many times a network's as there are members. The output is the"
                            + " logarithm of the mean probability; its derivative is exact."),
            false,
            true);

    /**
     * How many and how trained.
     *
     * @param members networks
     * @param epochs for each
     * @param batch images for each update
     * @param learningRate the largest
     */
    public record Parameters(
            @Param(value = "how many networks", defaultValue = "3", min = 2, max = 100)
            int members,

            @Param(
                    value = "passes over the training images, for each network",
                    defaultValue = "10",
                    min = 1,
                    max = 10_000)
            int epochs,

            @Param(value = "images for each update", defaultValue = "100", min = 1, max = 65_536)
            int batch,

            @Param(
                    value = "the largest learning rate of Adam's cyclic schedule",
                    defaultValue = "0.003",
                    min = 1e-8,
                    max = 10)
            double learningRate) {}

    private final Parameters parameters;

    private Ensemble(Parameters parameters) {
        this.parameters = parameters;
    }

    static DefenseFactory<Parameters> factory() {
        return new DefenseFactory<>(INFO, Parameters.class, Ensemble::new);
    }

    @Override
    public Parts train(Training training) {
        TrainingOptions options = Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate());
        Map<String, Network> members = new HashMap<>();
        for (int member = 0; member < parameters.members(); member++) {
            Network network = training.create(training.seed().derive("member", member));
            training.fit(network, options, Augmentation.NONE);
            members.put(name(member), network);
        }
        return new Parts(members, Map.of());
    }

    private static String name(int member) {
        return "member-" + member;
    }

    @Override
    public DefendedModel assemble(Parts parts) {
        List<Network> members = new ArrayList<>();
        for (int member = 0; member < parameters.members(); member++) {
            members.add(parts.network(name(member)));
        }
        return DefendedModel.of(new EnsembleStage(members));
    }
}
