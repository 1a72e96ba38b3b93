package io.gauntlet.arena.event;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * What was ever written can be read for ever. A golden file {@code golden/TYPE.vN.json} holds what version N writes of
 * the sample of its type; it is written once, by running this test with {@code -Dgauntlet.golden=write}, and never
 * changed: a record that changes needs a new version, an upcaster and another file.
 */
class GoldenEventsTest {
    private static final Path FOLDER = Path.of("src/test/resources/golden");

    static List<Event> events() {
        return Samples.all();
    }

    static List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(FOLDER)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @MethodSource("events")
    void todaysVersionWritesItsGoldenFile(Event event) throws IOException {
        Path file = file(EventCodec.type(event), EventCodec.schema(event));
        if ("write".equals(System.getProperty("gauntlet.golden")) && !Files.exists(file)) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, EventCodec.write(event) + "\n");
        }
        assertTrue(Files.exists(file), () -> file + " is missing: run this test with -Dgauntlet.golden=write.");
        assertEquals(
                Files.readString(file).strip(),
                EventCodec.write(event),
                () -> "The JSON of " + EventCodec.type(event) + " changed: raise its version by a step in Upcasters.");
    }

    @ParameterizedTest
    @MethodSource("files")
    void whatAnyVersionWroteIsRead(String name) throws IOException {
        String[] parts = name.split("\\.");
        Event read = EventCodec.read(
                parts[0],
                Integer.parseInt(parts[1].substring(1)),
                Files.readString(FOLDER.resolve(name)).strip());
        assertEquals(parts[0], EventCodec.type(read));
    }

    @Test
    void everyVersionOfEveryTypeHasItsFile() throws IOException {
        Set<String> expected = new TreeSet<>();
        for (Event event : events()) {
            for (int version = 1; version <= EventCodec.schema(event); version++) {
                expected.add(file(EventCodec.type(event), version).getFileName().toString());
            }
        }
        assertEquals(expected, files().stream().collect(Collectors.toCollection(TreeSet::new)));
    }

    @Test
    void stepsLeadFromAnyVersionToTheLast() {
        Upcasters upcasters = new Upcasters(Map.of(
                new Upcasters.Step("Moved", 1),
                        data -> with(data, "b", data.get("a").asInt() + 1),
                new Upcasters.Step("Moved", 2),
                        data -> with(data, "c", data.get("b").asInt() + 1)));
        JsonNode first = EventCodec.tree(Map.of("a", 1));
        assertEquals(
                "{\"a\":1,\"b\":2,\"c\":3}", upcasters.apply("Moved", 1, first).toString());
        assertEquals(3, upcasters.version("Moved"));
        assertEquals(1, upcasters.version("Still"));
        assertEquals(first, upcasters.apply("Still", 1, first));
        Map<Upcasters.Step, java.util.function.UnaryOperator<JsonNode>> gap =
                Map.of(new Upcasters.Step("Moved", 2), data -> data);
        assertThrows(IllegalArgumentException.class, () -> new Upcasters(gap));
    }

    private static JsonNode with(JsonNode data, String name, int value) {
        return ((ObjectNode) data.deepCopy()).put(name, value);
    }

    private static Path file(String type, int version) {
        return FOLDER.resolve(type + ".v" + version + ".json");
    }
}
