package io.gauntlet.bench.engine;

import java.util.Optional;

import io.gauntlet.bench.network.Operation;
import io.gauntlet.bench.network.Task;
import io.gauntlet.bench.report.Goal;

/** What the engine is meant to reach. */
final class EngineGoals {
    private EngineGoals() {}

    /** The ratio of our time to the faster peer's. */
    static Optional<Goal> time(Task task) {
        boolean attack = task.operation() == Operation.GRADIENT || task.operation() == Operation.PGD40;
        double most = switch (task.network().id()) {
            case "S" -> attack ? 0.75 : 0;
            case "M" ->
                switch (task.operation()) {
                    case GRADIENT, PGD40 -> 0.5;
                    case TRAIN_SGD -> 0.75;
                    case TRAIN_ADAM -> 0.7;
                    case FORWARD -> 0;
                };
            case "R8", "R20" -> task.operation() == Operation.GRADIENT ? 0.85 : 0;
            default -> 0;
        };
        return most > 0 ? Optional.of(Goal.atMost(most)) : Optional.empty();
    }

    /** The share of the measured peak of matrix products. */
    static Optional<Goal> share(Task task) {
        if (!task.network().id().equals("M")) {
            return Optional.empty();
        }
        return switch (task.operation()) {
            case FORWARD -> Optional.of(Goal.atLeast(0.8));
            case GRADIENT -> Optional.of(Goal.atLeast(0.75));
            case PGD40, TRAIN_SGD, TRAIN_ADAM -> Optional.empty();
        };
    }
}
