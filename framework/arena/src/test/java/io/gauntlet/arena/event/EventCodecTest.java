package io.gauntlet.arena.event;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class EventCodecTest {
    static List<Event> events() {
        return Samples.all();
    }

    @Test
    void thereIsASampleOfEveryType() {
        Set<String> sampled = new TreeSet<>();
        events().forEach(event -> sampled.add(EventCodec.type(event)));
        Set<String> known = new TreeSet<>();
        // Parts of events implement nothing, so every permitted class is an event.
        Stream.of(Event.class.getPermittedSubclasses()).forEach(type -> known.add(type.getSimpleName()));
        assertEquals(known, sampled);
        assertTrue(sampled.stream().allMatch(EventCodec::knows));
    }

    @ParameterizedTest
    @MethodSource("events")
    void anEventComesBackAndItsBytesAreStable(Event event) {
        String json = EventCodec.write(event);
        Event read = EventCodec.read(EventCodec.type(event), EventCodec.schema(event), json);
        assertEquals(event, read);
        assertEquals(json, EventCodec.write(read));
    }

    @ParameterizedTest
    @MethodSource("events")
    void namesAreSortedAtEveryDepth(Event event) throws java.io.IOException {
        String json = EventCodec.write(event);
        sorted(new ObjectMapper().readTree(json));
        assertEquals(-1, json.indexOf('\n'));
    }

    private static void sorted(JsonNode node) {
        String before = "";
        for (java.util.Map.Entry<String, JsonNode> field : node.properties()) {
            assertTrue(before.compareTo(field.getKey()) < 0, field.getKey() + " after " + before);
            before = field.getKey();
        }
        node.forEach(EventCodecTest::sorted);
    }

    @Test
    void equalTreesGiveEqualBytesWhateverTheOrderTheyWereBuiltIn() {
        JsonNode one = JsonNodeFactory.instance.objectNode().put("a", 1).put("b", 2);
        JsonNode other = JsonNodeFactory.instance.objectNode().put("b", 2).put("a", 1);
        assertEquals(
                EventCodec.write(new Event.PluginRegistered("attack", "pgd", "1", 1, "jar", one)),
                EventCodec.write(new Event.PluginRegistered("attack", "pgd", "1", 1, "jar", other)));
    }

    @Test
    void canonicalBytesAreTheseBytes() {
        assertEquals("{\"atPosition\":99,\"round\":1}", EventCodec.write(new Event.RoundClosed(1, 99)));
        assertEquals("{}", EventCodec.write(new Event.TournamentCompleted()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "null", "{", "{\"round\":1}", "{\"atPosition\":null,\"round\":1}", "[]", "{} {}"})
    void damageIsSaidInOneSentence(String data) {
        UnreadableEventException e =
                assertThrows(UnreadableEventException.class, () -> EventCodec.read("RoundClosed", 1, data));
        assertTrue(String.valueOf(e.getMessage()).startsWith("The record holds a RoundClosed"), e.getMessage());
    }

    @Test
    void whatANewerVersionWroteIsNamed() {
        assertTrue(assertThrows(UnreadableEventException.class, () -> EventCodec.read("Elected", 1, "{}"))
                .getMessage()
                .contains("'Elected'"));
        assertTrue(assertThrows(UnreadableEventException.class, () -> EventCodec.read("RoundClosed", 2, "{}"))
                .getMessage()
                .contains("schema version 2"));
        Event read = EventCodec.read("TournamentCancelled", 1, "{\"reason\":\"x\",\"added later\":1}");
        assertEquals(new Event.TournamentCancelled("x"), read);
    }

    /** Only components that were added later may be missing, and they are not written when they are not there. */
    @Test
    void playersOfBeforeImportedModelsAreRead() {
        Event planned = new Event.TournamentPlanned(
                "quick",
                1,
                EventCodec.tree(Map.of()),
                List.of(Samples.PLAYER),
                EventCodec.tree(Map.of()),
                "hash",
                List.of(1),
                List.of(),
                List.of(),
                List.of(),
                100,
                60,
                600,
                "environment");
        String json = EventCodec.write(planned);
        assertTrue(json.contains("\"configuration\"") && !json.contains("\"model\":"), json);
        assertEquals(planned, EventCodec.read("TournamentPlanned", 1, json));
        String without = json.replace("\"configuration\":\"configuration\",", "");
        assertThrows(UnreadableEventException.class, () -> EventCodec.read("TournamentPlanned", 1, without));
    }

    @Test
    void idsAreVersionFiveAndTellTheirPartsApart() {
        UUID id = Ids.of("a", "bc");
        assertEquals(5, id.version());
        assertEquals(2, id.variant());
        assertEquals(id, Ids.of("a", "bc"));
        assertNotEquals(id, Ids.of("ab", "c"));
        assertNotEquals(id, Ids.of("abc"));
        assertEquals("match", Ids.category(Ids.match(id)));
        assertEquals(id, Ids.id(Ids.match(id)));
    }
}
