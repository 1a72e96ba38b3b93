package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Kills running tournaments and their database server again and again, and compares with one that nobody disturbed. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("gauntlet.kills", 6);
    private static final int SERVER_KILLS = Integer.getInteger("gauntlet.server-kills", 2);
    private static final int FEWEST_JOBS = 200;
    private static final int SHORTEST_STRETCH = 40;
    private static final String SPEC = "many.yaml";
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void killedAtAnyMomentItEndsWithTheSameTables(@TempDir Path folder) throws Exception {
        Cli undisturbed = manyJobs(folder.resolve("undisturbed"));
        undisturbed.succeed("run", SPEC);
        List<JsonNode> log = log(undisturbed);
        Map<String, JsonNode> expected = results(log);
        assertTrue(expected.size() >= FEWEST_JOBS, "the tournament is worth killing: " + expected.size() + " jobs");

        int stretch = Math.max(SHORTEST_STRETCH, 2 * log.size() / (KILLS + SERVER_KILLS + 1));
        Kills kills = new Kills(Seed.of(3).derive("kills").draws(), KILLS, SERVER_KILLS, stretch);
        for (int n = 1; kills.left(); n++) {
            Cli killed = manyJobs(folder.resolve("killed-" + n));
            try (LogFollower follower = new LogFollower(killed)) {
                kills.play(killed, follower, SPEC);
                List<JsonNode> events = log(killed);
                assertNothingIsGone(follower.seen(), events);
                assertEquals(expected, results(events), kills.toString());
            }
            assertEquals(standings(undisturbed), standings(killed), kills.toString());
            System.out.println("Tournament " + n + " equals the undisturbed one after " + kills + ".");
        }
        kills.assertDone(KILLS, SERVER_KILLS);
    }

    /** What anybody has seen of the log is in it, once, where it was seen. */
    private static void assertNothingIsGone(SortedMap<Long, String> seen, List<JsonNode> events) {
        Map<Long, String> present = new TreeMap<>();
        events.forEach(event ->
                present.put(event.path("position").asLong(), event.path("id").asText()));
        seen.forEach((position, id) -> assertEquals(id, present.get(position), "the event at position " + position));
        assertEquals(events.size(), new HashSet<>(present.values()).size(), "an event is there twice");
        assertEquals(
                1,
                events.stream()
                        .filter(event -> event.path("type").asText().equals("TournamentPlanned"))
                        .count(),
                "the plan is recorded once");
    }

    /** Many short jobs, none of which is near any limit of time. */
    private static Cli manyJobs(Path folder) throws IOException {
        TestPlugin.install(Files.createDirectories(folder).resolve(".gauntlet/plugins.d"));
        Files.writeString(folder.resolve(SPEC), """
                name: many
                seed: 5
                data-set: blobs
                samples: 280
                architecture: mlp
                canaries: none
                defenders:
                  - {defense: none, params: {epochs: 2, batch: 50}}
                attackers:
                  - attack: noise
                  - attack: fgsm
                  - {attack: pgd, params: {steps: 5, restarts: 1}}
                threat-models:
                  - {norm: linf, epsilon: 0.1}
                transformations:
                  - {transformation: rotate, params: {degrees: [-10, 10]}}
                slice: 4
                """);
        return new Cli(folder);
    }

    static Cli installation(Path folder) throws IOException {
        TestPlugin.install(folder.resolve(".gauntlet/plugins.d"));
        Files.writeString(folder.resolve("blobs.yaml"), """
                name: blobs
                seed: 5
                data-set: blobs
                samples: 400
                architecture: mlp
                canaries: none
                defenders:
                  - {defense: none, params: {epochs: 2, batch: 50}}
                  - {defense: adversarial-training, params: {epsilon: 0.1, epochs: 2, batch: 50}}
                attackers:
                  - attack: noise
                  - attack: fgsm
                  - {attack: pgd, params: {steps: 20, restarts: 3}}
                threat-models:
                  - {norm: linf, epsilon: 0.1}
                transformations:
                  - {transformation: rotate, params: {degrees: [-10, 10]}}
                slice: 40
                """);
        return new Cli(folder);
    }

    static List<JsonNode> log(Cli cli) throws Exception {
        return cli.succeed("events", "--json")
                .lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .toList();
    }

    /**
     * What came of every job, by match or training: artifacts (outcomes with labels, distances, queries and gradients;
     * examples; weights) are named by their bytes, so equal names are equal results. Fails when a job was done twice.
     */
    static Map<String, JsonNode> results(List<JsonNode> events) {
        Map<String, String> names = new HashMap<>();
        Map<String, JsonNode> results = new TreeMap<>();
        for (JsonNode event : events) {
            String stream = event.path("stream").asText();
            switch (event.path("type").asText()) {
                case "MatchPlanned" -> names.put(stream, cell(event));
                case "TrainingPlanned" ->
                    names.put(
                            stream,
                            "training of " + event.path("data").path("defender").path("label"));
                case "MatchScored", "ModelTrained" -> {
                    JsonNode before = results.put(names.get(stream), event.path("data"));
                    assertEquals(null, before, "a job was done twice: " + event);
                }
                default -> {
                    // How jobs came to their results may differ.
                }
            }
        }
        return results;
    }

    private static String cell(JsonNode planned) {
        JsonNode data = planned.path("data");
        return data.path("attacker").path("label").asText() + " x "
                + data.path("defender").asText() + " #" + data.path("slice").asText();
    }

    private static JsonNode standings(Cli cli) throws Exception {
        return JSON.readTree(cli.succeed("leaderboard", "--json")).path("scoreboards");
    }
}
