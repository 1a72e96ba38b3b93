package io.gauntlet.plugins.defenses.training;

import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Param;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Objective;
import io.gauntlet.api.defense.Shard;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingHooks;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Output;
import io.gauntlet.api.model.Parts;
import io.gauntlet.plugins.defenses.around.Softmax;

/** A student that learns at a high temperature what a teacher, trained at the same temperature, thinks of each image. */
final class Distillation implements Defense {
    static final DefenseInfo INFO = new DefenseInfo(
            new Description(
                    "distillation",
                    "1",
                    "A student learns a teacher's probabilities at a high temperature, and answers at temperature 1.",
                    List.of(
                            "Papernot, McDaniel, Wu, Jha, Swami: Distillation as a Defense to Adversarial Perturbations"
                                    + " against Deep Neural Networks, S&P 2016, section IV",
                            "Carlini, Wagner: Towards Evaluating the Robustness of Neural Networks, S&P 2017 (its break)"),
                    "Costs two natural trainings. At temperature 1 the softmax saturates: gradients of the cross-entropy"
                            + " vanish in float arithmetic and weak attacks fail, which is masking and no robustness; cw"
                            + " and every loss on logits breaks it."),
            false,
            true,
            true);

    /** Its parameters. */
    public record Parameters(
            @Param(
                    value = "what logits are divided by while teacher and student learn",
                    defaultValue = "100",
                    min = 1,
                    max = 10_000)
            double temperature,

            @Param(
                    value = "passes over the training images, for the teacher and for the student",
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

    Distillation(Parameters parameters) {
        this.parameters = parameters;
    }

    @Override
    public Parts train(Training training) {
        TrainingOptions options = Recipe.cyclic(parameters.epochs(), parameters.batch(), parameters.learningRate());
        Objective objective = new AtTemperature(parameters.temperature());
        Network student = training.create(training.seed().derive("student"));
        try (Network teacher = training.create(training.seed().derive("teacher"))) {
            training.fit(teacher, options, TrainingHooks.NONE.minimising(objective));
            Augmentation taught = shard -> teach(shard, teacher);
            training.fit(student, options, TrainingHooks.of(taught).minimising(objective));
        }
        return Parts.of(student);
    }

    private void teach(Shard shard, Network teacher) {
        List<Output> outputs = shard.model(teacher).forward(shard.images(), RowDraws.none());
        float[] targets = Floats.values(shard.targets());
        int classes = targets.length / shard.size();
        float[] softened = new float[classes];
        for (int i = 0; i < shard.size(); i++) {
            float[] logits = outputs.get(i).logits();
            for (int c = 0; c < classes; c++) {
                softened[c] = (float) (logits[c] / parameters.temperature());
            }
            double[] probabilities = Softmax.exponentials(Softmax.logarithms(softened));
            for (int c = 0; c < classes; c++) {
                targets[i * classes + c] = (float) probabilities[c];
            }
        }
        Floats.put(targets, shard.targets());
    }
}
