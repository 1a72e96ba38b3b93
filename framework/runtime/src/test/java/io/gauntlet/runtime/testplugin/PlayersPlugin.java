package io.gauntlet.runtime.testplugin;

import java.util.EnumSet;
import java.util.List;

import io.gauntlet.api.Description;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.NoParameters;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Plugin;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.defense.Augmentation;
import io.gauntlet.api.defense.Defense;
import io.gauntlet.api.defense.DefenseFactory;
import io.gauntlet.api.defense.DefenseInfo;
import io.gauntlet.api.defense.Training;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Network;
import io.gauntlet.api.model.Parts;

/** Players, good and bad. */
public final class PlayersPlugin implements Plugin {
    /**
     * How to train.
     *
     * @param epochs passes over the data
     */
    public record PlainParameters(
            @Param(value = "Passes over the training samples.", defaultValue = "2", min = 1, max = 10000)
            int epochs) {}

    /**
     * How to shake.
     *
     * @param steps tries for each sample
     */
    public record ShakeParameters(
            @Param(value = "Tries for each sample.", defaultValue = "5", min = 1, max = 100000)
            int steps) {}

    @Override
    public List<DefenseFactory<?>> defenses() {
        DefenseInfo plain = new DefenseInfo(description("plain"), false, true);
        DefenseInfo wrapping = new DefenseInfo(description("wrapping"), false, false);
        DefenseInfo failing = new DefenseInfo(description("failing"), false, true);
        return List.of(
                new DefenseFactory<>(plain, PlainParameters.class, params -> training -> train(training, params)),
                new DefenseFactory<>(wrapping, WrappingParameters.class, params -> new Wrapping()),
                new DefenseFactory<>(failing, NoParameters.class, params -> training -> {
                    throw new IllegalStateException("this defense cannot learn");
                }));
    }

    @Override
    public List<AttackFactory<?>> attacks() {
        return List.of(
                attack(
                        "shake",
                        ShakeParameters.class,
                        params -> (rows, target, fitted) -> new Shake(rows, target, params.steps())),
                attack("borrow", true, NoParameters.class, params -> new Borrow(true)),
                attack("learn", true, NoParameters.class, params -> new Borrow(false)),
                attack("thrower", NoParameters.class, params -> (rows, target, fitted) -> {
                    throw new IllegalStateException("this attack always fails");
                }),
                attack("endless", NoParameters.class, params -> (rows, target, fitted) -> {
                    while (System.getProperty("gauntlet.test.release") == null) {
                        Thread.onSpinWait();
                    }
                    throw new IllegalStateException("released");
                }));
    }

    /** Of something that has no effect. */
    public record WrappingParameters(
            @Param(value = "changes nothing", defaultValue = "1", min = 1, max = 9)
            int colour) {}

    /** Stands around a model, looks at it and changes nothing. */
    private static final class Wrapping implements Defense {
        @Override
        public Parts train(Training training) {
            if (training.baseModel().classes() < 2 || training.base().isEmpty()) {
                throw new IllegalStateException("there is no base");
            }
            return Parts.NONE;
        }

        @Override
        public DefendedModel assemble(Parts parts, DefendedModel base) {
            return base;
        }
    }

    private static <P extends Record> AttackFactory<P> attack(
            String id, Class<P> parameters, java.util.function.Function<P, Attack> create) {
        return attack(id, false, parameters, create);
    }

    private static <P extends Record> AttackFactory<P> attack(
            String id, boolean fits, Class<P> parameters, java.util.function.Function<P, Attack> create) {
        AttackInfo info = new AttackInfo(
                description(id),
                AttackInfo.Kind.FIXED_EPSILON,
                EnumSet.of(Norm.LINF),
                Knowledge.LABEL,
                false,
                fits,
                "one query a step");
        return new AttackFactory<>(info, parameters, create);
    }

    private static Description description(String id) {
        return new Description(id, "1", "For tests.", List.of(), "");
    }

    private static Parts train(Training training, PlainParameters params) {
        if (params.epochs() == Integer.getInteger(Hold.EPOCHS, 0)) {
            Hold.whileSet(Hold.EPOCHS);
        }
        Network network = training.create(training.seed().derive("weights"));
        TrainingOptions options = new TrainingOptions(
                params.epochs(), 32, TrainingOptions.Optimizer.SGD, 0.05, TrainingOptions.Schedule.CONSTANT, 0.9, 0);
        training.fit(network, options, Augmentation.NONE);
        return Parts.of(network);
    }
}
