package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An attack with a bug is revoked, and its corrected version plays the matches again. */
class CorrectedPluginTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void theCorrectedVersionPlaysWhatWasRevoked(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        Files.writeString(folder.resolve("bug.yaml"), """
                name: bug
                seed: 5
                data-set: blobs
                samples: 100
                architecture: mlp
                canaries: none
                defenders:
                  - {defense: none, params: {epochs: 2, batch: 50}}
                attackers:
                  - attack: inverts
                threat-models:
                  - {norm: linf, epsilon: 0.3, knowledge: label}
                slice: 50
                """);
        cli.succeed("run", "bug.yaml");
        assertEquals(1, survivors(cli), "the bug makes it harmless");

        cli.succeed("revoke", "plugin-version", "inverts@1", "--reason", "it hands in the images as they are");
        Cli.Result still = cli.run("resume");
        assertTrue(
                (still.output() + still.error()).contains("install a corrected one under another version"),
                still.output() + still.error());

        TestPlugin.install(folder.resolve(".gauntlet/plugins.d"), "2");
        cli.succeed("resume");
        assertTrue(survivors(cli) < 1, cli.succeed("leaderboard"));
        cli.succeed("verify");
    }

    /** The share of what the model gets right that the attack leaves. */
    private static double survivors(Cli cli) throws Exception {
        JsonNode view = JSON.readTree(cli.succeed("leaderboard", "--json"));
        JsonNode cell = view.findValue("cells").get(0);
        return cell.path("robustAccuracy").asDouble()
                / cell.path("cleanAccuracy").asDouble();
    }
}
