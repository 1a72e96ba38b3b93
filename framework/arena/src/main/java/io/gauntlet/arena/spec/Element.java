package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;
import io.gauntlet.arena.parameter.Given;
import io.gauntlet.arena.parameter.ParameterProblem;
import io.gauntlet.arena.parameter.ParameterSchema;

/**
 * A place in a spec: its value, and where to complain about it. Reading goes on after a problem, so that a user hears
 * of all problems at once.
 */
final class Element {
    private final YamlDocument document;
    private final Problems problems;
    private final String path;
    private final JsonNode node;

    private Element(YamlDocument document, Problems problems, String path, JsonNode node) {
        this.document = document;
        this.problems = problems;
        this.path = path;
        this.node = node;
    }

    /** The whole document. */
    static Element root(YamlDocument document, Problems problems) {
        return new Element(document, problems, "", document.root());
    }

    /** The place, such as {@code attackers[1].params}. */
    String path() {
        return path;
    }

    /** The value; missing when the key is not given. */
    JsonNode node() {
        return node;
    }

    /** Whether there is a value. A key with nothing after it counts as not given. */
    boolean given() {
        return !node.isMissingNode() && !node.isNull();
    }

    /** The value of a key of this mapping. */
    Element field(String name) {
        JsonNode value = node.isObject() && node.has(name) ? node.get(name) : MissingNode.getInstance();
        return new Element(document, problems, path.isEmpty() ? name : path + "." + name, value);
    }

    /** The same place with another value. */
    Element with(JsonNode value) {
        return new Element(document, problems, path, value);
    }

    /** The items of this list; none when this is not a list. */
    List<Element> items() {
        List<Element> items = new ArrayList<>();
        for (int i = 0; node.isArray() && i < node.size(); i++) {
            items.add(new Element(document, problems, path + "[" + i + "]", node.get(i)));
        }
        return items;
    }

    /** Says what is wrong here. */
    void problem(String sentence) {
        // A key that is missing has no line of its own: that of what should hold it is as near as possible.
        String place = path;
        int line = document.line(place);
        while (line == 0 && !place.isEmpty()) {
            place = place.substring(0, Math.max(0, Math.max(place.lastIndexOf('.'), place.lastIndexOf('['))));
            line = document.line(place);
        }
        problems.add(line, path, sentence);
    }

    /** Does something, turning an exception for the user into a problem here. */
    <T> Optional<T> attempt(Supplier<T> action) {
        try {
            return Optional.of(action.get());
        } catch (InvalidInputException e) {
            problem(e.getMessage());
            return Optional.empty();
        }
    }

    /** Checks that this is a mapping with no other keys than these. */
    boolean mapping(List<String> names, String example) {
        if (!node.isObject()) {
            problem("This must be a mapping such as " + example + ", not " + Given.words(node) + ".");
            return false;
        }
        node.fieldNames().forEachRemaining(name -> {
            if (!names.contains(name)) {
                String near = NearestName.question(name, names);
                String allowed = near.isEmpty() ? " Allowed are " + String.join(", ", names) + "." : near;
                field(name).problem("There is no key '" + name + "' here." + allowed);
            }
        });
        return true;
    }

    /** Checks that this is a list with 1 to {@code most} items, and gives them. */
    List<Element> list(String what, int most) {
        if (!given()) {
            problem("The key '" + path + "' is missing: it lists the " + what + ", at least one.");
        } else if (!node.isArray()) {
            problem("This must be a list of " + what + ", not " + Given.words(node) + ".");
        } else if (node.isEmpty()) {
            problem("The list of " + what + " is empty; there must be at least one.");
        } else if (node.size() > most) {
            problem("There are " + node.size() + " " + what + "; at most " + most + " are allowed.");
        } else {
            return items();
        }
        return List.of();
    }

    /** Text that must be given. */
    Optional<String> text(String advice) {
        if (!given()) {
            problem("The key '" + name() + "' is missing: " + advice + ".");
            return Optional.empty();
        }
        if (!node.isTextual()) {
            problem("'" + name() + "' must be text: " + advice + "; not " + Given.words(node) + ".");
            return Optional.empty();
        }
        return Optional.of(node.textValue());
    }

    /** A whole number in a range, or the default when not given. */
    Optional<Long> whole(long min, long max, long defaultValue) {
        if (!given()) {
            return Optional.of(defaultValue);
        }
        boolean inside = node.isIntegralNumber()
                && node.canConvertToLong()
                && node.longValue() >= min
                && node.longValue() <= max;
        if (!inside) {
            problem("'" + name() + "' must be a whole number from " + min + " to " + max + ", not " + Given.words(node)
                    + ".");
            return Optional.empty();
        }
        return Optional.of(node.longValue());
    }

    /** True or false, or the default when not given. */
    Optional<Boolean> truth(boolean defaultValue) {
        if (!given()) {
            return Optional.of(defaultValue);
        }
        if (!node.isBoolean()) {
            problem("'" + name() + "' must be true or false, not " + Given.words(node) + ".");
            return Optional.empty();
        }
        return Optional.of(node.booleanValue());
    }

    /** The parameters of something, complete; problems are reported where they are. */
    <P extends Record> Optional<P> bind(ParameterSchema<P> schema) {
        List<ParameterProblem> found = schema.problems(node);
        for (ParameterProblem problem : found) {
            (problem.parameter().isEmpty() ? this : field(problem.parameter())).problem(problem.sentence());
        }
        return found.isEmpty() ? Optional.of(schema.bind(node)) : Optional.empty();
    }

    private String name() {
        return path.substring(path.lastIndexOf('.') + 1);
    }
}
