package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An attack that throws and one that never ends cost their own cells, and nothing else; litter costs nothing. */
class MisbehavingPluginsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String SPEC = """
            name: misbehaving
            seed: 5
            data-set: blobs
            samples: 100
            architecture: mlp
            canaries: none
            defenders:
              - {defense: none, params: {epochs: 2, batch: 50}}
            attackers:
              - attack: noise
              - attack: throws
              - attack: hangs
            threat-models:
              - {norm: linf, epsilon: 0.1}
            time-limits: {match: 6s}
            """;

    @Test
    void theyForfeitAndTheRestIsScored(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        Files.writeString(folder.resolve("misbehaving.yaml"), SPEC);
        check(cli, cli.succeed("run", "misbehaving.yaml"));

        Files.writeString(
                folder.resolve("again.yaml"), SPEC.replace("seed: 5", "seed: 6").replace("misbehaving", "again"));
        check(cli, cli.succeed("run", "again.yaml"));
    }

    @Test
    void litterHarmsNoOther(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        Files.writeString(folder.resolve("litter.yaml"), """
                name: litter
                seed: 5
                data-set: blobs
                samples: 40
                architecture: mlp
                canaries: none
                defenders:
                  - {defense: none, params: {epochs: 2, batch: 50}}
                attackers:
                  - attack: litters
                threat-models:
                  - {norm: linf, epsilon: 0.1}
                slice: 20
                """);
        Cli.Result played = cli.run("run", "litter.yaml");
        assertEquals(0, played.status(), "threads that a plug-in leaves behind keep no process: " + played.error());
        assertFalse(played.output().contains("own words"), "results stand alone: " + played.output());
        assertTrue(played.error().contains("a plug-in's own words"), played.error());
        JsonNode board = JSON.readTree(cli.succeed("leaderboard", "--json"))
                .path("scoreboards")
                .path(0);
        assertEquals("played", cell(board, "litters").path("state").asText());
    }

    private static void check(Cli cli, String printed) throws Exception {
        assertTrue(
                Pattern.compile("(?m)^none +\\S+ +\\S+ +\\S+ +forfeit \\[1] +forfeit \\[2]$")
                        .matcher(printed)
                        .find(),
                printed);
        assertTrue(printed.contains("\n[1] IllegalStateException: planted"), printed);
        assertTrue(
                printed.contains("\n[2] The match of 'hangs' against 'none' took longer than the limit of 6 s."),
                printed);

        JsonNode view = JSON.readTree(cli.succeed("leaderboard", "--json"));
        assertEquals("completed", view.path("summary").path("state").asText());
        JsonNode board = view.path("scoreboards").path(0);
        JsonNode noise = cell(board, "noise");
        assertEquals("played", noise.path("state").asText());
        assertEquals(100, noise.path("samples").asInt());
        forfeited(board, "throws", "planted");
        forfeited(board, "hangs", "longer than the limit of 6 s");

        JsonNode defender = board.path("defenders").path(0);
        assertEquals(1, defender.path("rank").asInt(), "a forfeit costs the attack, not the defender its rank");
        assertEquals(2, defender.path("forfeited").asInt());
        assertEquals(noise.path("robustAccuracy"), defender.path("robustAccuracy"));
    }

    private static void forfeited(JsonNode board, String attacker, String reason) {
        JsonNode cell = cell(board, attacker);
        assertEquals("forfeited", cell.path("state").asText());
        assertTrue(cell.path("reason").asText().contains(reason), cell.toString());
        assertTrue(cell.path("robustAccuracy").isNull(), "what was not played has no accuracy");
        assertFalse(cell.path("reason").asText().contains("\n"), cell.toString());
    }

    private static JsonNode cell(JsonNode board, String attacker) {
        for (JsonNode cell : board.path("cells")) {
            if (cell.path("attacker").asText().equals(attacker)) {
                return cell;
            }
        }
        throw new AssertionError("There is no cell of " + attacker + ": " + board);
    }
}
