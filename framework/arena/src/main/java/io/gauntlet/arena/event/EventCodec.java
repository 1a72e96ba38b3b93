package io.gauntlet.arena.event;

import java.util.Arrays;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.cfg.JsonNodeFeature;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import com.fasterxml.jackson.databind.json.JsonMapper;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;

/**
 * Events to canonical JSON (properties and map keys sorted, no white space) and back, by type name and schema version.
 * What an older version wrote is brought to the shape of today when it is read; the record itself never changes.
 */
public final class EventCodec {
    private static final Upcasters UPCASTERS = Upcasters.current();

    private static final ObjectMapper JSON = JsonMapper.builder()
            .annotationIntrospector(new RequiredComponents())
            .addMixIn(ThreatModel.class, ThreatModelJson.class)
            .enable(MapperFeature.SORT_PROPERTIES_ALPHABETICALLY)
            .enable(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS)
            .enable(JsonNodeFeature.WRITE_PROPERTIES_SORTED)
            .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES, DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
            .defaultPropertyInclusion(
                    JsonInclude.Value.construct(JsonInclude.Include.ALWAYS, JsonInclude.Include.ALWAYS))
            .build();

    private static final Map<String, Class<? extends Event>> TYPES = Arrays.stream(Event.class.getPermittedSubclasses())
            .map(type -> type.<Event>asSubclass(Event.class))
            .collect(Collectors.toUnmodifiableMap(Class::getSimpleName, Function.identity()));

    private EventCodec() {}

    /** The type name under which an event is stored. */
    public static String type(Event event) {
        return event.getClass().getSimpleName();
    }

    /** The schema version that is written for an event's type. */
    public static int schema(Event event) {
        return schema(type(event));
    }

    /** The schema version that is written for a type. */
    public static int schema(String type) {
        return UPCASTERS.version(type);
    }

    /** Canonical JSON. */
    public static String write(Event event) {
        try {
            return JSON.writeValueAsString(event);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException("Cannot write a " + type(event) + " as JSON.", e);
        }
    }

    /**
     * Reads a stored event.
     *
     * @throws UnreadableEventException when the type or schema version is unknown here, or the JSON does not fit
     */
    public static Event read(String type, int schema, String data) {
        Class<? extends Event> target = TYPES.get(type);
        if (target == null) {
            throw new UnreadableEventException(
                    "The record holds an event of the unknown type '" + type
                            + "'; it was written by a newer Gauntlet: update this one.",
                    null);
        }
        int current = UPCASTERS.version(type);
        if (schema < 1 || schema > current) {
            throw new UnreadableEventException(
                    "The record holds a " + type + " of schema version " + schema
                            + "; this Gauntlet reads versions up to " + current + ": update it.",
                    null);
        }
        try {
            Event event = schema == current
                    ? JSON.readValue(data, target)
                    : JSON.treeToValue(UPCASTERS.apply(type, schema, JSON.readTree(data)), target);
            if (event == null) {
                throw new UnreadableEventException("The record holds a " + type + " without content.", null);
            }
            return event;
        } catch (JsonProcessingException e) {
            throw new UnreadableEventException(
                    "The record holds a " + type + " that is damaged: " + e.getOriginalMessage(), e);
        }
    }

    /** Records of before there were threat models of poses lack their limits, and those of other norms still do. */
    private interface ThreatModelJson {
        @JsonProperty(required = false)
        @JsonInclude(JsonInclude.Include.NON_NULL)
        @Nullable
        PoseLimits poseLimits();
    }

    /** Every component of a record must be there, but for those that say otherwise: they were added later. */
    private static final class RequiredComponents extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public Boolean hasRequiredMarker(AnnotatedMember member) {
            Boolean marked = super.hasRequiredMarker(member);
            return marked == null ? Boolean.TRUE : marked;
        }
    }

    /** Whether events of this type are known here. */
    public static boolean knows(String type) {
        return TYPES.containsKey(type);
    }

    /** Any value as a JSON tree, with the same rules. */
    public static JsonNode tree(Object value) {
        return JSON.valueToTree(value);
    }
}
