package io.gauntlet.app.cli;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Norm;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.spec.DataSetChoice;

/** What options name, found. Each throws {@link InvalidInputException} with the nearest name when there is no such thing. */
final class Choices {
    private Choices() {}

    /** A norm of values, such as {@code linf}. */
    static Norm norm(String given) {
        return named("norm", Norm.OF_VALUES.toArray(Norm[]::new), Norm::id, given);
    }

    /** How changes of values, or poses, are measured. */
    static Norm anyNorm(String given) {
        return named("norm", Norm.values(), Norm::id, given);
    }

    /** A goal, such as {@code untargeted}. */
    static Goal goal(String given) {
        return named("goal", Goal.values(), Goal::id, given);
    }

    private static <T> T named(String what, T[] values, Function<T, String> id, String given) {
        String wanted = given.toLowerCase(Locale.ROOT);
        List<String> names = Arrays.stream(values).map(id).toList();
        return Arrays.stream(values)
                .filter(one -> id.apply(one).equals(wanted))
                .findFirst()
                .orElseThrow(() -> new InvalidInputException("There is no " + what + " '" + given + "'."
                        + NearestName.question(given, names) + " There are " + String.join(", ", names) + "."));
    }

    /** A data set with the default of every parameter. */
    static DataSetChoice dataSet(Catalog catalog, String id) {
        Registered found = catalog.find(Kind.DATA_SET, id);
        return new DataSetChoice(
                found.id(), found.version(), found.parameters().complete(JsonNodeFactory.instance.objectNode()));
    }

    /** A model: the path of a file that is there, else what was typed, which may be the beginning of a SHA-256. */
    static String model(Surroundings surroundings, String typed) {
        Path file = surroundings.path(typed);
        return Files.exists(file) ? file.toString() : typed;
    }
}
