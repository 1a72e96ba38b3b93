package io.gauntlet.arena.parameter;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Param;

import static org.junit.jupiter.api.Assertions.assertEquals;

class ParameterChangesTest {
    private enum Loss {
        MARGIN,
        CROSS_ENTROPY
    }

    private enum MoreLosses {
        MARGIN,
        CROSS_ENTROPY,
        RATIO
    }

    private record Before(
            @Param(value = "how many", defaultValue = "10", min = 1, max = 100)
            int steps,

            @Param(value = "how far", defaultValue = "0.5", min = 0)
            double step,

            @Param(value = "what", defaultValue = "margin") Loss loss,

            @Param(value = "where", defaultValue = "here", max = 9)
            String place,

            @Param("given") int given,

            @Param(value = "some", defaultValue = "1,2") List<Integer> some) {}

    private record Now(
            @Param(value = "how many, in other words", defaultValue = "20", min = 1, max = 1000)
            int steps,

            @Param(value = "what", defaultValue = "margin") MoreLosses loss,

            @Param("where") String place,

            @Param(value = "given", defaultValue = "3") int given,

            @Param(value = "some", defaultValue = "1,2", max = 5)
            List<Double> some,

            @Param(value = "how often", defaultValue = "1") int restarts,

            @Param("how far at most") double farthest) {}

    private record Reworded(
            @Param(value = "steps, all of them", defaultValue = "10", min = 1, max = 100)
            int steps) {}

    private record Plain(
            @Param(value = "steps", defaultValue = "10", min = 1, max = 100)
            int steps) {}

    /** As the record gives it back. */
    private static JsonNode schema(Class<? extends Record> record) throws Exception {
        ObjectMapper json = new ObjectMapper();
        return json.readTree(
                json.writeValueAsString(ParameterSchema.of("attack 'a'", record).jsonSchema()));
    }

    @Test
    void everyChangeIsNamed() throws Exception {
        assertEquals(
                List.of(
                        "'farthest' is new and must be given",
                        "'given' is 3 by default and had to be given",
                        "'loss' takes one of margin, cross-entropy, ratio instead of one of margin, cross-entropy",
                        "'place' must be given and was \"here\" by default",
                        "'place' takes text instead of text of at most 9 characters",
                        "'restarts' is new and 1 by default",
                        "'some' takes a list of at most 5 values with numbers instead of a list with whole numbers",
                        "'steps' is 20 by default instead of 10",
                        "'steps' takes whole numbers from 1 to 1000 instead of whole numbers from 1 to 100",
                        "'step' is gone"),
                ParameterChanges.between(schema(Before.class), schema(Now.class)));
    }

    @Test
    void otherWordsAreNoChange() throws Exception {
        assertEquals(List.of(), ParameterChanges.between(schema(Plain.class), schema(Reworded.class)));
        // One read from the record, one made here.
        assertEquals(
                List.of(),
                ParameterChanges.between(
                        schema(Before.class),
                        ParameterSchema.of("attack 'a'", Before.class).jsonSchema()));
    }
}
