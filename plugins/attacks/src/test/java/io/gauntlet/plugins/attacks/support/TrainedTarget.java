package io.gauntlet.plugins.attacks.support;

import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.IntStream;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.defense.TrainingOptions;
import io.gauntlet.api.model.DefendedModel;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Stage;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.engine.architecture.Architectures;
import io.gauntlet.engine.model.Models;
import io.gauntlet.engine.train.AttackerNetworks;
import io.gauntlet.engine.train.Checkpoints;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.StockSurrogates;

/** Noisy pictures of three kinds and a network that tells them apart, for attacks that learn before they play. */
public final class TrainedTarget implements AutoCloseable {
    private static final int SIDE = 12;
    private static final int CLASSES = 3;
    private static final int TESTED = 60;
    private static final long[] SHAPE = {SIDE, SIDE, 1};

    private final ArrayExamples attacker = pictures("attacker", 300);
    private final ArrayExamples test = pictures("test", TESTED);
    private final AttackerNetworks networks = new AttackerNetworks(1);
    private final Model attacked;
    private final Model judging;

    public TrainedTarget() {
        byte[] parts = networks.train(
                        Architectures.stock().get("mlp"),
                        pictures("train", 300),
                        TrainingOptions.adam(5, 50, 0.001),
                        Seed.of(77),
                        Progress.silent(),
                        Checkpoints.NONE)
                .parts();
        attacked = networks.open(parts, "the target");
        judging = networks.open(parts, "the referee's copy");
    }

    private static ArrayExamples pictures(String split, int n) {
        float[] values = new float[n * SIDE * SIDE];
        int[] labels = new int[n];
        float[][] kinds = new float[CLASSES][SIDE * SIDE];
        for (int c = 0; c < CLASSES; c++) {
            Seed.of(5).derive("kind", c).draws().fillUniform(kinds[c], 0.3f, 0.7f);
        }
        for (int i = 0; i < n; i++) {
            Draws draws = Seed.of(6).derive(split, i).draws();
            labels[i] = i % CLASSES;
            for (int p = 0; p < SIDE * SIDE; p++) {
                double value = kinds[labels[i]][p] + 0.15 * draws.gaussian();
                values[i * SIDE * SIDE + p] = (float) Math.min(1, Math.max(0, value));
            }
        }
        return new ArrayExamples(values, labels, SHAPE, CLASSES);
    }

    /** Plays all samples of the test split, against the network behind other stages that keep the shape. */
    public MatchResult playBehind(Stage stage, AttackInfo info, Attack attack, double epsilon) {
        return play(network -> DefendedModel.of(stage, network), info, attack, epsilon);
    }

    /** Plays all samples of the test split, against the network with a detector around it. */
    public MatchResult playWatched(Function<Stage, Detector> detector, AttackInfo info, Attack attack, double epsilon) {
        return play(
                network -> new DefendedModel(List.of(network), Optional.of(detector.apply(network))),
                info,
                attack,
                epsilon);
    }

    private MatchResult play(Function<Stage, DefendedModel> defense, AttackInfo info, Attack attack, double epsilon) {
        ThreatModel threatModel = ThreatModel.whiteBox(Norm.LINF, epsilon);
        // Not closed here: the network in them is closed with this target.
        Model behind = Models.model(defense.apply(attacked.stages().get(0)), SHAPE);
        Model judge = Models.model(defense.apply(judging.stages().get(0)), SHAPE);
        return MatchHarness.play(new MatchSetup(
                info,
                attack,
                behind,
                new Referee(judge, threatModel, Seed.of(2), List.of()),
                test,
                attacker,
                IntStream.range(0, TESTED).toArray(),
                threatModel,
                Seed.of(1),
                Progress.silent(),
                new StopSignal()));
    }

    /** The shape of one picture. */
    public static long[] shape() {
        return SHAPE.clone();
    }

    /** Plays all samples of the test split. */
    public MatchResult play(AttackInfo info, Attack attack, Norm norm, double epsilon, Goal goal, Knowledge knowledge) {
        ThreatModel threatModel =
                new ThreatModel(norm, epsilon, goal, knowledge, ThreatModel.UNLIMITED, ThreatModel.UNLIMITED);
        try (StockSurrogates surrogates = new StockSurrogates(attacker)) {
            return MatchHarness.play(new MatchSetup(
                    info,
                    attack,
                    attacked,
                    new Referee(judging, threatModel, Seed.of(2), List.of()),
                    test,
                    attacker,
                    IntStream.range(0, TESTED).toArray(),
                    threatModel,
                    Seed.of(1),
                    Progress.silent(),
                    new StopSignal(),
                    surrogates));
        }
    }

    /** The share of all samples that an attack won, in [0,1]. */
    public static double won(MatchResult result) {
        return IntStream.range(0, TESTED)
                        .mapToDouble(i -> result.outcomes().wrong()[i])
                        .sum()
                / TESTED;
    }

    @Override
    public void close() {
        networks.close();
    }
}
