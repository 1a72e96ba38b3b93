package io.gauntlet.arena.parameter;

import java.util.List;

import com.fasterxml.jackson.databind.node.DoubleNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.networknt.schema.JsonSchema;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.arena.InvalidInputException;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class ParameterSchemaTest {
    private record Search(
            @Param(value = "Steps of the search.", defaultValue = "40", min = 1, max = 1000)
            int steps,

            @Param(value = "Step size relative to epsilon.", defaultValue = "0.1", min = 0)
            double relativeStep,

            @Param(value = "Momentum.", defaultValue = "0.3")
            float momentum,

            @Param(value = "Seed.", defaultValue = "7") long seed,

            @Param(value = "Random start.", defaultValue = "true")
            boolean start,

            @Param(value = "Norm.", defaultValue = "linf") Norm norm,

            @Param(value = "Layer.", defaultValue = "conv1", max = 8)
            String layer,

            @Param(value = "Rates.", defaultValue = "[0.1, 1]", min = 1, max = 3)
            List<Double> rates,

            @Param(value = "Norms.", defaultValue = "[]") List<Norm> norms) {
        Search {
            if (steps == 13) {
                throw new IllegalArgumentException("steps must not be 13.");
            }
        }
    }

    private record Needs(@Param(value = "Radius.", min = 0) double epsilon) {}

    private final ParameterSchema<Search> schema = ParameterSchema.of("attack 'search'", Search.class);
    private final JsonSchema validator =
            JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012).getSchema(schema.jsonSchema());

    @Test
    void fillsInDefaults() {
        Search expected = new Search(40, 0.1, 0.3f, 7, true, Norm.LINF, "conv1", List.of(0.1, 1.0), List.of());
        assertEquals(expected, schema.bind(CanonicalJson.parse("{}")));
        assertEquals(expected, schema.bind(JsonNodeFactory.instance.nullNode()));
    }

    @Test
    void canonicalFormRoundTrips() {
        String canonical = "{\"layer\":\"fc\",\"momentum\":0.3,\"norm\":\"l2\",\"norms\":[\"l1\",\"l0\"],"
                + "\"rates\":[1],\"relative-step\":2,\"seed\":7,\"start\":false,\"steps\":5}";
        Search bound = schema.bind(CanonicalJson.parse("{\"steps\": 5.0, \"relative-step\": 2, \"norm\": \"l2\","
                + " \"start\": false, \"layer\": \"fc\", \"rates\": [1e0], \"norms\": [\"l1\", \"l0\"]}"));
        assertEquals(canonical, schema.canonical(bound).toString());
        assertEquals(bound, schema.bind(CanonicalJson.parse(canonical)));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "{\"step\":1} | The attack 'search' has no parameter 'step'. Did you mean 'steps'?",
                "{\"relativeStep\":1} | The attack 'search' has no parameter 'relativeStep'. Did you mean 'relative-step'?",
                "{\"steps\":1.5} | The parameter 'steps' of the attack 'search' must be a whole number from 1 to 1000, not 1.5.",
                "{\"steps\":0} | The parameter 'steps' of the attack 'search' must be a whole number from 1 to 1000, not 0.",
                "{\"steps\":\"10\"} | The parameter 'steps' of the attack 'search' must be a whole number from 1 to 1000, not"
                        + " the text '10'.",
                "{\"steps\":null} | The parameter 'steps' of the attack 'search' must be a whole number from 1 to 1000, not"
                        + " nothing.",
                "{\"seed\":9223372036854775808} | The parameter 'seed' of the attack 'search' must be a whole number from"
                        + " -9223372036854775808 to 9223372036854775807, not 9223372036854775808.",
                "{\"momentum\":1e39} | The parameter 'momentum' of the attack 'search' must be a number that a float can"
                        + " hold, not 1E+39.",
                "{\"relative-step\":-1} | The parameter 'relative-step' of the attack 'search' must be a number of at least 0,"
                        + " not -1.",
                "{\"relative-step\":[1]} | The parameter 'relative-step' of the attack 'search' must be a number of at least 0,"
                        + " not a list.",
                "{\"start\":1} | The parameter 'start' of the attack 'search' must be true or false, not 1.",
                "{\"norm\":\"linff\"} | The parameter 'norm' of the attack 'search' must be one of linf, l2, l1, l0, pose, not the"
                        + " text 'linff'. Did you mean 'linf'?",
                "{\"norm\":2} | The parameter 'norm' of the attack 'search' must be one of linf, l2, l1, l0, pose, not 2.",
                "{\"layer\":\"far too long\"} | The parameter 'layer' of the attack 'search' must be text of at most 8"
                        + " characters, not the text 'far too long'.",
                "{\"layer\":3} | The parameter 'layer' of the attack 'search' must be text of at most 8 characters, not 3 (put"
                        + " it in quotes to make it text).",
                "{\"rates\":[]} | The parameter 'rates' of the attack 'search' must be a list of 1 to 3 values: numbers, not"
                        + " an empty list.",
                "{\"rates\":[\"a\"]} | The parameter 'rates' of the attack 'search' must be a list of 1 to 3 values: numbers,"
                        + " not a list with the text 'a'.",
                "{\"norms\":[\"l3\"]} | The parameter 'norms' of the attack 'search' must be a list of linf, l2, l1, l0, pose, not a"
                        + " list with the text 'l3'.",
                "[] | The parameters of the attack 'search' must be a mapping of names to values, not an empty list.",
            })
    void saysWhatIsWrong(String params, String sentence) {
        assertEquals(
                sentence,
                assertThrows(InvalidInputException.class, () -> schema.bind(CanonicalJson.parse(params)))
                        .getMessage());
        // Limits of Java's types are not in the schema, since nobody would want to read them there.
        if (!sentence.contains("922337") && !sentence.contains("float")) {
            assertTrue(!validator.validate(CanonicalJson.parse(params)).isEmpty(), "the schema takes " + params);
        }
    }

    @Test
    void passesOnWhatTheRecordSays() {
        assertEquals(
                "The parameters of the attack 'search' are not allowed: steps must not be 13.",
                assertThrows(InvalidInputException.class, () -> schema.bind(CanonicalJson.parse("{\"steps\":13}")))
                        .getMessage());
    }

    @Test
    void refusesNaN() {
        assertEquals(
                "The parameter 'relative-step' of the attack 'search' must be a number of at least 0, not NaN.",
                assertThrows(
                                InvalidInputException.class,
                                () -> schema.bind(JsonNodeFactory.instance
                                        .objectNode()
                                        .set("relative-step", DoubleNode.valueOf(Double.NaN))))
                        .getMessage());
    }

    @Test
    void asksForWhatHasNoDefault() {
        ParameterSchema<Needs> needs = ParameterSchema.of("defense 'needs'", Needs.class);
        assertEquals(List.of("epsilon"), needs.required());
        assertEquals(
                "The defense 'needs' needs the parameter 'epsilon': a number of at least 0.",
                assertThrows(InvalidInputException.class, () -> needs.bind(CanonicalJson.parse("{}")))
                        .getMessage());
        assertEquals(
                "{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\",\"type\":\"object\","
                        + "\"additionalProperties\":false,\"properties\":{\"epsilon\":{\"type\":\"number\",\"minimum\":0,"
                        + "\"description\":\"Radius.\"}},\"required\":[\"epsilon\"]}",
                needs.jsonSchema().toString());
    }

    @Test
    void schemaTakesTheDefaults() {
        assertEquals(
                "[]",
                validator.validate(schema.complete(CanonicalJson.parse("{}"))).toString());
        assertEquals(
                "{\"enum\":[\"linf\",\"l2\",\"l1\",\"l0\",\"pose\"],\"description\":\"Norm.\",\"default\":\"linf\"}",
                schema.jsonSchema().get("properties").get("norm").toString());
        assertEquals(
                "[0.1,1]",
                schema.jsonSchema()
                        .get("properties")
                        .get("rates")
                        .get("default")
                        .toString());
    }

    @Test
    void readsAssignments() {
        Search bound = schema.bind(schema.parseAssignments(List.of(
                "steps=5", "relative-step=1e-2", "layer=10", "norms=l1,l2", "rates=[1, 2]", "start=false", "norm=l2")));
        assertEquals(
                new Search(5, 0.01, 0.3f, 7, false, Norm.L2, "10", List.of(1.0, 2.0), List.of(Norm.L1, Norm.L2)),
                bound);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "steps | A parameter is given as name=value, such as steps=10; 'steps' is not.",
                "step=3 | The attack 'search' has no parameter 'step'. Did you mean 'steps'?",
                "steps=ten | The parameter 'steps' of the attack 'search' must be a whole number from 1 to 1000, not the text"
                        + " 'ten'.",
                "relative-step=NaN | The parameter 'relative-step' of the attack 'search' must be a number of at least 0, not"
                        + " the text 'NaN'.",
                "start=yes | The parameter 'start' of the attack 'search' must be true or false, not the text 'yes'.",
            })
    void saysWhichAssignmentIsWrong(String assignment, String sentence) {
        assertEquals(
                sentence,
                assertThrows(
                                InvalidInputException.class,
                                () -> schema.bind(schema.parseAssignments(List.of(assignment))))
                        .getMessage());
    }

    @Test
    void refusesAnAssignmentGivenTwice() {
        assertEquals(
                "The parameter 'steps' is given twice.",
                assertThrows(InvalidInputException.class, () -> schema.parseAssignments(List.of("steps=1", "steps=2")))
                        .getMessage());
    }

    @Test
    void helps() {
        assertEquals(
                new ParameterHelp("steps", "whole number", "40", "1 to 1000", "Steps of the search."),
                schema.help().get(0));
        assertEquals(
                new ParameterHelp("relative-step", "number", "0.1", "at least 0", "Step size relative to epsilon."),
                schema.help().get(1));
        assertEquals(
                new ParameterHelp("norm", "choice", "linf", "linf, l2, l1, l0, pose", "Norm."),
                schema.help().get(5));
    }

    private record Bare(int steps) {}

    private record Odd(@Param("An array.") Object odd) {}

    private record BadDefault(
            @Param(value = "Steps.", defaultValue = "0", min = 1)
            int steps) {}

    record BadTogether(
            @Param(value = "Steps.", defaultValue = "1") int steps) {
        BadTogether {
            throw new IllegalArgumentException("never.");
        }
    }

    @Test
    void tellsAuthorsOfTheirMistakes() {
        String here = ParameterSchemaTest.class.getName() + "$";
        assertMistake("The parameter " + here + "Bare.steps must carry @Param.", Bare.class);
        assertMistake(
                "The type of " + here
                        + "Odd.odd must be int, long, float, double, boolean, String, Stencil, an enum, a List of one of these or a"
                        + " List<ChosenTransformation<?>>, not java.lang.Object.",
                Odd.class);
        assertMistake(
                "The default of " + here + "BadDefault.steps must be a whole number of at least 1, not 0.",
                BadDefault.class);
        assertMistake(
                "The defaults are not allowed. The parameters of the attack 'x' are not allowed: never.",
                BadTogether.class);
    }

    private static void assertMistake(String sentence, Class<? extends Record> record) {
        assertEquals(
                sentence,
                assertThrows(IllegalArgumentException.class, () -> ParameterSchema.of("attack 'x'", record))
                        .getMessage());
    }
}
