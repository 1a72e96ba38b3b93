package io.gauntlet.arena.parameter;

import java.lang.reflect.Constructor;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.api.transformation.ChosenTransformation;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.NearestName;

/**
 * The parameters of one plug-in: the components of a record, each carrying {@link io.gauntlet.api.Param}. In specs a
 * component is named in lower case with hyphens: {@code relativeStep} is {@code relative-step}.
 *
 * @param <P> the record
 */
public final class ParameterSchema<P extends Record> {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final String owner;
    private final List<Parameter> parameters;
    private final Constructor<P> constructor;

    private ParameterSchema(String owner, List<Parameter> parameters, Constructor<P> constructor) {
        this.owner = owner;
        this.parameters = parameters;
        this.constructor = constructor;
    }

    /**
     * Describes the parameters of a plug-in.
     *
     * @param owner the plug-in as it stands in sentences after "the", such as {@code attack 'pgd'}
     * @param record the record of its parameters
     * @throws IllegalArgumentException when the plug-in's author made a mistake: a component without an annotation or
     *     of a type that is not supported, or a default that is not allowed
     */
    public static <P extends Record> ParameterSchema<P> of(String owner, Class<P> record) {
        RecordComponent[] components = record.getRecordComponents();
        List<Parameter> parameters =
                Arrays.stream(components).map(Parameter::new).toList();
        try {
            Constructor<P> constructor = record.getDeclaredConstructor(
                    Arrays.stream(components).map(RecordComponent::getType).toArray(Class<?>[]::new));
            constructor.setAccessible(true);
            ParameterSchema<P> schema = new ParameterSchema<>(owner, parameters, constructor);
            schema.checkDefaults();
            return schema;
        } catch (NoSuchMethodException e) {
            throw new IllegalArgumentException("The record " + record.getName() + " has no canonical constructor.", e);
        }
    }

    /** The same parameters where they can name transformations; this when none of them does. */
    public ParameterSchema<P> with(TransformationFinder finder) {
        List<Parameter> finding =
                parameters.stream().map(parameter -> parameter.with(finder)).toList();
        return finding.equals(parameters) ? this : new ParameterSchema<>(owner, finding, constructor);
    }

    /** The same parameters where they can name the files of masks; this when none of them is a mask. */
    public ParameterSchema<P> withMasks(StencilFiles files) {
        List<Parameter> reading =
                parameters.stream().map(parameter -> parameter.withMasks(files)).toList();
        return reading.equals(parameters) ? this : new ParameterSchema<>(owner, reading, constructor);
    }

    private void checkDefaults() {
        if (parameters.stream().noneMatch(Parameter::required)) {
            List<ParameterProblem> problems = problems(NODES.objectNode());
            if (!problems.isEmpty()) {
                throw new IllegalArgumentException("The defaults are not allowed. " + sentences(problems));
            }
        }
    }

    /** The names of the parameters, in the order of the record. */
    public List<String> names() {
        return parameters.stream().map(Parameter::name).toList();
    }

    /** The names of the parameters that the user must give. */
    public List<String> required() {
        return parameters.stream()
                .filter(Parameter::required)
                .map(Parameter::name)
                .toList();
    }

    /** JSON Schema (2020-12) of the object of parameters. */
    public ObjectNode jsonSchema() {
        ObjectNode schema = NODES.objectNode()
                .put("$schema", "https://json-schema.org/draft/2020-12/schema")
                .put("type", "object")
                .put("additionalProperties", false);
        ObjectNode properties = schema.putObject("properties");
        parameters.forEach(parameter -> properties.set(parameter.name(), parameter.schema()));
        if (!required().isEmpty()) {
            ArrayNode names = schema.putArray("required");
            required().forEach(names::add);
        }
        return schema;
    }

    /** One line of help for each parameter, in the order of the record. */
    public List<ParameterHelp> help() {
        return parameters.stream().map(Parameter::help).toList();
    }

    /**
     * Everything that is wrong with an object of parameters; empty when {@link #bind} would succeed.
     *
     * @param params an object; JSON null is an empty one
     */
    public List<ParameterProblem> problems(JsonNode params) {
        return new Binding(params).problems;
    }

    /**
     * Makes the record, with defaults where nothing is given.
     *
     * @param params an object; JSON null is an empty one
     * @throws InvalidInputException with a sentence for everything that is wrong
     */
    public P bind(JsonNode params) {
        Binding binding = new Binding(params);
        return binding.record.orElseThrow(() -> new InvalidInputException(sentences(binding.problems)));
    }

    /**
     * The transformations that parameters name, and those that theirs name, each as often as it is named.
     *
     * @throws InvalidInputException as {@link #bind} does
     */
    public List<ChosenTransformation<?>> transformations(JsonNode params) {
        return transformations(parameters, bind(params));
    }

    private static List<ChosenTransformation<?>> transformations(List<Parameter> parameters, Record record) {
        List<ChosenTransformation<?>> all = new ArrayList<>();
        for (Parameter parameter : parameters) {
            for (ChosenTransformation<?> chosen : parameter.transformations(record)) {
                all.add(chosen);
                Record inner = chosen.parameters();
                List<Parameter> innerParameters = of(chosen.id(), inner.getClass()).parameters;
                all.addAll(transformations(innerParameters, inner));
            }
        }
        return all;
    }

    /** All parameters with their values, in canonical form. */
    public ObjectNode canonical(P record) {
        ObjectNode params = NODES.objectNode();
        parameters.stream()
                .sorted(Comparator.comparing(Parameter::name))
                .forEach(parameter -> params.set(parameter.name(), parameter.write(record)));
        return params;
    }

    /**
     * Fills in the defaults and brings the values into canonical form.
     *
     * @throws InvalidInputException with a sentence for everything that is wrong
     */
    public ObjectNode complete(JsonNode params) {
        return canonical(bind(params));
    }

    /**
     * Reads {@code name=value} pairs as typed on a command line; lists are separated by commas.
     *
     * @return an object for {@link #bind}, which checks the values
     * @throws InvalidInputException when something is not such a pair, or a name is unknown or given twice
     */
    public ObjectNode parseAssignments(List<String> assignments) {
        ObjectNode params = NODES.objectNode();
        for (String assignment : assignments) {
            int equals = assignment.indexOf('=');
            if (equals < 1) {
                throw new InvalidInputException(
                        "A parameter is given as name=value, such as steps=10; '" + assignment + "' is not.");
            }
            String name = assignment.substring(0, equals).strip();
            Parameter parameter = find(name).orElseThrow(() -> new InvalidInputException(unknown(name)));
            if (params.has(name)) {
                throw new InvalidInputException("The parameter '" + name + "' is given twice.");
            }
            params.set(name, parameter.type().fromText(assignment.substring(equals + 1)));
        }
        return params;
    }

    private Optional<Parameter> find(String name) {
        return parameters.stream()
                .filter(parameter -> parameter.name().equals(name))
                .findFirst();
    }

    private String unknown(String name) {
        String sentence = "The " + owner + " has no parameter '" + name + "'.";
        if (parameters.isEmpty()) {
            return sentence + " It takes none.";
        }
        String near = NearestName.question(name, names());
        return sentence + (near.isEmpty() ? " It has " + String.join(", ", names()) + "." : near);
    }

    private static String sentences(List<ParameterProblem> problems) {
        return problems.stream().map(ParameterProblem::sentence).collect(Collectors.joining(" "));
    }

    /** One reading of an object of parameters: a record, or problems. */
    private final class Binding {
        private final List<ParameterProblem> problems = new ArrayList<>();
        private final Optional<P> record;

        Binding(JsonNode params) {
            if (!params.isObject() && !params.isNull() && !params.isMissingNode()) {
                problems.add(new ParameterProblem(
                        "",
                        "The parameters of the " + owner + " must be a mapping of names to values, not "
                                + Given.words(params) + "."));
                record = Optional.empty();
                return;
            }
            params.fieldNames().forEachRemaining(name -> {
                if (find(name).isEmpty()) {
                    problems.add(new ParameterProblem(name, unknown(name)));
                }
            });
            List<Object> values = new ArrayList<>();
            parameters.forEach(parameter -> value(parameter, params).ifPresent(values::add));
            record = problems.isEmpty() ? construct(values.toArray()) : Optional.empty();
        }

        private Optional<Object> value(Parameter parameter, JsonNode params) {
            JsonNode given = params.get(parameter.name());
            if (given == null) {
                given = parameter.defaultValue().orElse(null);
            }
            if (given == null) {
                problems.add(new ParameterProblem(
                        parameter.name(),
                        "The " + owner + " needs the parameter '" + parameter.name() + "': " + parameter.allowed()
                                + "."));
                return Optional.empty();
            }
            try {
                return Optional.of(parameter.read(given));
            } catch (ValueType.Mismatch e) {
                e.inner()
                        .forEach(inner -> problems.add(
                                new ParameterProblem(parameter.name() + inner.parameter(), inner.sentence())));
                if (!e.inner().isEmpty()) {
                    return Optional.empty();
                }
                problems.add(new ParameterProblem(
                        parameter.name(),
                        "The parameter '" + parameter.name() + "' of the " + owner + " must be " + e.getMessage()));
                return Optional.empty();
            }
        }

        private Optional<P> construct(Object[] values) {
            try {
                return Optional.of(constructor.newInstance(values));
            } catch (InvocationTargetException e) {
                if (e.getCause() instanceof IllegalArgumentException mistake) {
                    problems.add(new ParameterProblem(
                            "", "The parameters of the " + owner + " are not allowed: " + mistake.getMessage()));
                    return Optional.empty();
                }
                throw new IllegalStateException("The parameters of the " + owner + " could not be made.", e.getCause());
            } catch (ReflectiveOperationException e) {
                throw new IllegalStateException("The parameters of the " + owner + " could not be made.", e);
            }
        }
    }
}
