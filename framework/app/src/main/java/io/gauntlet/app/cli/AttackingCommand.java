package io.gauntlet.app.cli;

import java.util.ArrayList;
import java.util.List;
import java.util.OptionalDouble;
import java.util.OptionalInt;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.parameter.ParameterSchema;
import io.gauntlet.arena.spec.AttackerSpec;
import io.gauntlet.arena.spec.Eligibility;
import io.gauntlet.runtime.MaskFile;
import io.gauntlet.runtime.trial.AttackRequest;
import io.gauntlet.runtime.trial.Trial;

/** What the commands that play one attack against one model have. */
abstract class AttackingCommand extends TrialCommand {
    @Option(names = "--attack", required = true, paramLabel = "ID", description = "The attack, such as pgd.")
    String attack = "";

    @Option(
            names = "--norm",
            paramLabel = "NORM",
            description = "linf, l2, l1 or l0; can be left out for attacks that play only one, and with --rotation and"
                    + " --translation.")
    @Nullable
    String norm;

    @Option(
            names = "--epsilon",
            paramLabel = "E",
            description = "The largest distance allowed; can be left out for attacks that look for the smallest.")
    @Nullable
    Double epsilon;

    @Option(
            names = "--rotation",
            paramLabel = "DEGREES",
            description =
                    "Instead of --norm and --epsilon: how far pictures may be turned either way; nothing else may be"
                            + " done to them but to shift them.")
    @Nullable
    Double rotation;

    @Option(
            names = "--translation",
            paramLabel = "PIXELS",
            description = "With --rotation, or alone: how far pictures may be shifted either way, across and down.")
    @Nullable
    Double translation;

    @Option(
            names = "--param",
            paramLabel = "NAME=VALUE",
            description = "A parameter of the attack; can be given several times (`gauntlet plugins ID` lists them).")
    List<String> params = new ArrayList<>();

    @Option(
            names = "--goal",
            paramLabel = "GOAL",
            description = "untargeted, targeted-random or targeted-least-likely (default: untargeted).")
    String goal = "untargeted";

    @Option(
            names = "--query-budget",
            paramLabel = "N",
            description = "Forward passes allowed for each sample (default: no limit).")
    @Nullable
    Long queryBudget;

    @Option(
            names = "--gradient-budget",
            paramLabel = "N",
            description = "Gradients allowed for each sample (default: no limit).")
    @Nullable
    Long gradientBudget;

    /** What is to be played, on so many samples. @throws InvalidInputException when the options do not fit each other */
    final AttackRequest request(Trial trial, OptionalInt samples) {
        Registered found = trial.catalog().find(Kind.ATTACK, attack);
        AttackInfo info = found.attack().info();
        PoseLimits limits = limits();
        Norm chosenNorm = limits == null ? norm(info) : Norm.POSE;
        Goal chosenGoal = Choices.goal(goal);
        long queries = budget("query", queryBudget, 1);
        long gradients = budget("gradient", gradientBudget, 0);
        AttackerSpec attacker = new AttackerSpec(found.id(), found.id(), found.version(), complete(found.parameters()));
        check(info, threatModel(info, chosenNorm, chosenGoal, limits));
        return new AttackRequest(
                model(),
                Choices.dataSet(trial.catalog(), dataSet),
                attacker,
                chosenNorm,
                epsilon == null ? OptionalDouble.empty() : OptionalDouble.of(epsilon),
                limits,
                chosenGoal,
                queries,
                gradients,
                first,
                samples,
                seed);
    }

    private ObjectNode complete(ParameterSchema<?> schema) {
        return schema.withMasks(file -> MaskFile.read(parent.surroundings().path(file)))
                .complete(schema.parseAssignments(params));
    }

    private Norm norm(AttackInfo info) {
        if (norm != null) {
            if (norm.equalsIgnoreCase(Norm.POSE.id())) {
                throw new InvalidInputException(
                        "Poses are limited in degrees and pixels: give --rotation and --translation"
                                + " instead of --norm, such as --rotation 30 --translation 3.");
            }
            return Choices.norm(norm);
        }
        boolean poses = info.norms().contains(Norm.POSE);
        List<Norm> played =
                info.norms().stream().filter(Norm.OF_VALUES::contains).sorted().toList();
        if (played.size() != 1 || poses) {
            throw new InvalidInputException("The attack '" + attack + "' plays "
                    + played.stream().map(Norm::id).collect(Collectors.joining(", ")) + ": choose one with --norm"
                    + (poses ? ", or limit the pose with --rotation and --translation." : "."));
        }
        return played.get(0);
    }

    /** The limits of poses; null when values may be changed. */
    private @Nullable PoseLimits limits() {
        if (rotation == null && translation == null) {
            return null;
        }
        if (norm != null || epsilon != null) {
            throw new InvalidInputException(
                    "The options --rotation and --translation limit the pose, --norm and --epsilon"
                            + " the change of values: leave out the one or the other.");
        }
        try {
            return new PoseLimits(rotation == null ? 0 : rotation, translation == null ? 0 : translation);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The limits of the pose are wrong: " + e.getMessage(), e);
        }
    }

    /** Before anything is loaded. */
    private static void check(AttackInfo info, ThreatModel wanted) {
        Eligibility.obstacle(info, wanted).ifPresent(obstacle -> {
            throw new InvalidInputException(obstacle);
        });
    }

    private ThreatModel threatModel(AttackInfo info, Norm chosenNorm, Goal chosenGoal, @Nullable PoseLimits limits) {
        if (limits != null) {
            return new ThreatModel(
                    limits, chosenGoal, Knowledge.WHITE_BOX, ThreatModel.UNLIMITED, ThreatModel.UNLIMITED);
        }
        if (epsilon == null && info.kind() == AttackInfo.Kind.FIXED_EPSILON) {
            throw new InvalidInputException("The attack '" + attack + "' searches within a distance: give the largest"
                    + " with --epsilon, such as --epsilon 0.3.");
        }
        double given = epsilon == null ? 1 : epsilon;
        if (chosenNorm == Norm.L0 && given != Math.rint(given)) {
            throw new InvalidInputException(
                    "The option --epsilon must be a whole number for norm l0, which counts changed values.");
        }
        try {
            return new ThreatModel(
                    chosenNorm, given, chosenGoal, Knowledge.WHITE_BOX, ThreatModel.UNLIMITED, ThreatModel.UNLIMITED);
        } catch (IllegalArgumentException e) {
            throw new InvalidInputException("The option --epsilon is wrong: " + e.getMessage(), e);
        }
    }

    private static long budget(String what, @Nullable Long given, long least) {
        if (given != null && given < least) {
            throw new InvalidInputException("The option --" + what + "-budget takes a whole number of at least " + least
                    + ", not " + given + ".");
        }
        return given == null ? ThreatModel.UNLIMITED : given;
    }
}
