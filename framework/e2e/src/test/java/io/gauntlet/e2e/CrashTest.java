package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Collectors;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Seed;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Kills a running tournament again and again, resumes it, and compares with one that nobody disturbed. */
class CrashTest {
    private static final int KILLS = Integer.getInteger("gauntlet.kills", 6);
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void killedAtAnyMomentItEndsWithTheSameTables(@TempDir Path undisturbedFolder, @TempDir Path killedFolder)
            throws Exception {
        Cli undisturbed = installation(undisturbedFolder);
        Cli.Result whole = undisturbed.run("run", "blobs.yaml");
        assertEquals(0, whole.status(), whole.error() + whole.output());

        Cli killed = installation(killedFolder);
        Draws draws = Seed.of(3).derive("kills").draws();
        long longest = 12_000;
        for (int kill = 0; kill < KILLS; kill++) {
            String[] command = kill == 0 ? new String[] {"run", "blobs.yaml"} : new String[] {"resume"};
            Process process = killed.start(command);
            if (process.waitFor(500 + draws.index((int) longest), TimeUnit.MILLISECONDS)) {
                break;
            }
            Cli.kill(process);
        }
        Cli.Result end = killed.run("resume");
        assertEquals(0, end.status(), end.error() + end.output());
        if (tournaments(killed) == 0) {
            Cli.Result again = killed.run("run", "blobs.yaml");
            assertEquals(0, again.status(), again.error() + again.output());
        }

        assertEquals(1, tournaments(killed), "the plan is recorded once");
        Map<String, JsonNode> expected = verdicts(undisturbed);
        Map<String, JsonNode> actual = verdicts(killed);
        assertEquals(expected.size(), actual.size(), "every match has one verdict");
        assertTrue(expected.size() >= 20, "the tournament is worth killing: " + expected.size() + " matches");
        assertEquals(expected, actual);
        assertEquals(standings(undisturbed), standings(killed));
    }

    static Cli installation(Path folder) throws IOException {
        TestPlugin.install(folder.resolve(".gauntlet/plugins.d"));
        Files.writeString(folder.resolve("blobs.yaml"), """
                name: blobs
                seed: 5
                data-set: blobs
                samples: 400
                architecture: mlp
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
                  - {transformation: rotate, params: {degrees: 10}}
                slice: 40
                """);
        return new Cli(folder);
    }

    private static int tournaments(Cli cli) throws Exception {
        Cli.Result result = cli.run("tournaments", "--json");
        assertEquals(0, result.status(), result.error());
        return JSON.readTree(result.output()).path("tournaments").size();
    }

    /** The content of every verdict by cell and slice: artifacts are named by their bytes, so equal names are equal results. */
    private static Map<String, JsonNode> verdicts(Cli cli) throws Exception {
        Cli.Result result = cli.run("events", "--json");
        assertEquals(0, result.status(), result.error());
        List<JsonNode> events = result.output()
                .lines()
                .map(line -> {
                    try {
                        return JSON.readTree(line);
                    } catch (IOException e) {
                        throw new IllegalStateException(line, e);
                    }
                })
                .toList();
        Map<String, String> cells = events.stream()
                .filter(event -> event.path("type").asText().equals("MatchPlanned"))
                .collect(Collectors.toMap(event -> event.path("stream").asText(), CrashTest::cell));
        Map<String, JsonNode> verdicts = new TreeMap<>();
        for (JsonNode event : events) {
            if (event.path("type").asText().equals("MatchScored")) {
                JsonNode before = verdicts.put(cells.get(event.path("stream").asText()), event.path("data"));
                assertEquals(null, before, "a match was scored twice: " + event);
            }
        }
        return verdicts;
    }

    private static String cell(JsonNode planned) {
        JsonNode data = planned.path("data");
        return data.path("attacker").path("label").asText() + " x "
                + data.path("defender").asText() + " #" + data.path("slice").asText();
    }

    private static JsonNode standings(Cli cli) throws Exception {
        Cli.Result result = cli.run("leaderboard", "--json");
        assertEquals(0, result.status(), result.error());
        return JSON.readTree(result.output()).path("scoreboards");
    }
}
