package io.gauntlet.app.json;

import java.io.IOException;

import com.fasterxml.jackson.core.JsonGenerator;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.JsonSerializer;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.SerializerProvider;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.fasterxml.jackson.datatype.jsr310.JavaTimeModule;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.catalog.Kind;
import io.gauntlet.arena.flag.Check;
import io.gauntlet.arena.scoring.CellState;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;

/**
 * Writes the framework's records: times in ISO 8601, names such as {@code white-box} as in specs, threat models with
 * their id and without the limits they do not have, and null for what is infinite or not a number.
 */
public final class Json {
    private static final ObjectMapper MAPPER = JsonMapper.builder()
            .addModule(new JavaTimeModule())
            .addModule(names())
            .disable(SerializationFeature.WRITE_DATES_AS_TIMESTAMPS)
            .disable(SerializationFeature.WRITE_DURATIONS_AS_TIMESTAMPS)
            .build();

    private Json() {}

    /** Any record as compact JSON. */
    public static String write(Object value) {
        try {
            return MAPPER.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " cannot be written as JSON.", e);
        }
    }

    /** Any record as JSON that people read. */
    public static String pretty(Object value) {
        try {
            return MAPPER.writerWithDefaultPrettyPrinter().writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("A " + value.getClass().getSimpleName() + " cannot be written as JSON.", e);
        }
    }

    /** Any record as a tree. */
    public static JsonNode tree(Object value) {
        return MAPPER.valueToTree(value);
    }

    /** Text that the store holds as JSON. */
    public static JsonNode parse(String json) {
        try {
            return MAPPER.readTree(json);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("The store holds damaged JSON: " + e.getOriginalMessage(), e);
        }
    }

    private static SimpleModule names() {
        SimpleModule module = new SimpleModule("gauntlet");
        module.addSerializer(Norm.class, new Name<Norm>(Norm::id));
        module.addSerializer(Goal.class, new Name<Goal>(Goal::id));
        module.addSerializer(Knowledge.class, new Name<Knowledge>(Knowledge::id));
        module.addSerializer(Kind.class, new Name<Kind>(Kind::id));
        module.addSerializer(Check.class, new Name<Check>(Check::id));
        module.addSerializer(CellState.class, new Name<CellState>(CellState::id));
        module.addSerializer(Mode.class, new Name<Mode>(Mode::id));
        module.addSerializer(OnCrash.class, new Name<OnCrash>(OnCrash::id));
        module.addSerializer(
                AttackInfo.Kind.class,
                new Name<AttackInfo.Kind>(
                        kind -> kind.name().toLowerCase(java.util.Locale.ROOT).replace('_', '-')));
        module.addSerializer(ThreatModel.class, new ThreatModelWriter());
        module.addSerializer(Double.class, new FiniteWriter<Double>());
        module.addSerializer(double.class, new FiniteWriter<Double>());
        module.addSerializer(Float.class, new FiniteWriter<Float>());
        module.addSerializer(float.class, new FiniteWriter<Float>());
        return module;
    }

    private static final class Name<T> extends JsonSerializer<T> {
        private final java.util.function.Function<T, String> name;

        Name(java.util.function.Function<T, String> name) {
            this.name = name;
        }

        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeString(name.apply(value));
        }
    }

    private static final class ThreatModelWriter extends JsonSerializer<ThreatModel> {
        @Override
        public void serialize(ThreatModel value, JsonGenerator json, SerializerProvider provider) throws IOException {
            json.writeStartObject();
            json.writeStringField("id", value.id());
            json.writeStringField("norm", value.norm().id());
            json.writeNumberField("epsilon", value.epsilon());
            PoseLimits limits = value.poseLimits();
            if (limits != null) {
                json.writeNumberField("rotation", limits.rotation());
                json.writeNumberField("translation", limits.translation());
            }
            json.writeStringField("goal", value.goal().id());
            json.writeStringField("knowledge", value.knowledge().id());
            if (value.maxQueries() != ThreatModel.UNLIMITED) {
                json.writeNumberField("maxQueries", value.maxQueries());
            }
            if (value.maxGradients() != ThreatModel.UNLIMITED) {
                json.writeNumberField("maxGradients", value.maxGradients());
            }
            json.writeEndObject();
        }
    }

    private static final class FiniteWriter<T extends Number> extends JsonSerializer<T> {
        @Override
        public void serialize(T value, JsonGenerator json, SerializerProvider provider) throws IOException {
            if (!Double.isFinite(value.doubleValue())) {
                json.writeNull();
            } else if (value instanceof Float) {
                json.writeNumber(value.floatValue());
            } else {
                json.writeNumber(value.doubleValue());
            }
        }
    }
}
