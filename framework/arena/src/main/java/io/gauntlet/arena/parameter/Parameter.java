package io.gauntlet.arena.parameter;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

import io.gauntlet.api.Param;
import io.gauntlet.api.Stencil;
import io.gauntlet.api.transformation.ChosenTransformation;

/** One component of a record of parameters. */
final class Parameter {
    private final RecordComponent component;
    private final Param param;
    private final String name;
    private final ValueType type;
    private final Bounds bounds;

    /** Describes a component. @throws IllegalArgumentException when the author of the plug-in made a mistake in it */
    Parameter(RecordComponent component) {
        this.component = component;
        String where = component.getDeclaringRecord().getName() + "." + component.getName();
        Param annotation = component.getAnnotation(Param.class);
        if (annotation == null) {
            throw new IllegalArgumentException("The parameter " + where + " must carry @Param.");
        }
        param = annotation;
        name = hyphenated(component.getName());
        type = type(component.getGenericType(), where);
        bounds = new Bounds(param.min(), param.max());
        if (Double.isNaN(param.min()) || Double.isNaN(param.max()) || param.min() > param.max()) {
            throw new IllegalArgumentException(
                    "The range of " + where + " is empty: " + param.min() + " to " + param.max() + ".");
        }
        defaultValue().ifPresent(value -> checkDefault(value, where));
        component.getAccessor().setAccessible(true);
    }

    private void checkDefault(JsonNode value, String where) {
        try {
            read(value);
        } catch (ValueType.Mismatch e) {
            throw new IllegalArgumentException("The default of " + where + " must be " + e.getMessage(), e);
        }
    }

    private Parameter(Parameter other, ValueType type) {
        component = other.component;
        param = other.param;
        name = other.name;
        bounds = other.bounds;
        this.type = type;
    }

    /** The same parameter where it names transformations, with what finds them. */
    Parameter with(TransformationFinder finder) {
        return type instanceof TransformationsType ? new Parameter(this, new TransformationsType(finder)) : this;
    }

    /** The same parameter where it is a mask, with what reads its file. */
    Parameter withMasks(StencilFiles files) {
        return type instanceof StencilType ? new Parameter(this, new StencilType(files)) : this;
    }

    private static ValueType type(Type type, String where) {
        if (type instanceof ParameterizedType list && list.getRawType() == List.class) {
            Type element = list.getActualTypeArguments()[0];
            if (element instanceof ParameterizedType chosen && chosen.getRawType() == ChosenTransformation.class) {
                return new TransformationsType(null);
            }
            return new ListType(scalar(element, where));
        }
        return scalar(type, where);
    }

    private static ValueType scalar(Type type, String where) {
        if (type == int.class || type == Integer.class) {
            return NumberType.INT;
        }
        if (type == long.class || type == Long.class) {
            return NumberType.LONG;
        }
        if (type == float.class || type == Float.class) {
            return NumberType.FLOAT;
        }
        if (type == double.class || type == Double.class) {
            return NumberType.DOUBLE;
        }
        if (type == boolean.class || type == Boolean.class) {
            return new BooleanType();
        }
        if (type == Stencil.class) {
            return new StencilType(null);
        }
        if (type == String.class) {
            return new TextType();
        }
        if (type instanceof Class<?> plain && plain.isEnum()) {
            return new ChoiceType(plain);
        }
        throw new IllegalArgumentException(
                "The type of " + where + " must be int, long, float, double, boolean, String,"
                        + " Stencil, an enum, a List of one of these or a List<ChosenTransformation<?>>, not "
                        + type.getTypeName() + ".");
    }

    /** {@code relativeStep} becomes {@code relative-step}. */
    private static String hyphenated(String camel) {
        return camel.replaceAll("([a-z0-9])([A-Z])", "$1-$2").toLowerCase(Locale.ROOT);
    }

    String name() {
        return name;
    }

    ValueType type() {
        return type;
    }

    /** What is allowed, to follow "must be". */
    String allowed() {
        return type.allowed(bounds);
    }

    boolean required() {
        return param.defaultValue().equals(Param.REQUIRED);
    }

    Optional<JsonNode> defaultValue() {
        return required() ? Optional.empty() : Optional.of(type.fromText(param.defaultValue()));
    }

    Object read(JsonNode node) throws ValueType.Mismatch {
        return type.read(node, bounds);
    }

    /** The JSON of this component in a record. */
    JsonNode write(Record parameters) {
        return type.write(value(parameters));
    }

    /** The transformations that this component of a record names; none when it is of another type. */
    List<ChosenTransformation<?>> transformations(Record parameters) {
        List<ChosenTransformation<?>> chosen = new ArrayList<>();
        if (type instanceof TransformationsType) {
            ((List<?>) value(parameters)).forEach(item -> chosen.add((ChosenTransformation<?>) item));
        }
        return chosen;
    }

    private Object value(Record parameters) {
        try {
            return component.getAccessor().invoke(parameters);
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException("The parameter " + name + " cannot be read from " + parameters + ".", e);
        }
    }

    ObjectNode schema() {
        ObjectNode schema = type.schema(bounds).put("description", param.value());
        defaultValue().ifPresent(value -> schema.set("default", CanonicalJson.normalise(value)));
        return schema;
    }

    ParameterHelp help() {
        String written = required() ? "" : param.defaultValue();
        return new ParameterHelp(name, type.noun(), written, type.range(bounds), param.value());
    }
}
