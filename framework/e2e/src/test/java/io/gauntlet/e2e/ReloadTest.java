package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A server takes up plug-ins while it runs. */
@Timeout(600)
class ReloadTest {
    private static final String SPEC = """
            name: reloaded
            seed: 5
            data-set: blobs
            samples: 50
            architecture: mlp
            canaries: none
            defenders:
              - {defense: none, params: {epochs: 2, batch: 50}}
            attackers:
              - attack: inverts
            threat-models:
              - {norm: linf, epsilon: 0.3, knowledge: label}
            """;

    @Test
    void aServerTakesUpWhatIsNewAndWhatChanged(@TempDir Path folder) throws Exception {
        Cli cli = new Cli(folder);
        Path plugins = folder.resolve(".gauntlet/plugins.d");
        try (Server server = Server.start(cli, "--workers", "1")) {
            String url = "http://127.0.0.1:" + server.port();
            assertTrue(Files.isDirectory(plugins), "there is a place to drop a jar");

            TestPlugin.install(plugins);
            String added = cli.succeed("plugin", "reload", "--url", url);
            assertTrue(added.startsWith("Added blobs: "), added);
            assertTrue(added.contains("attack 'inverts', version 1"), added);
            assertTrue(added.endsWith("As before: attacks, datasets, defenses, transformations.\n"), added);
            JsonNode bug = played(server, server.plan(SPEC));
            assertEquals(1, survivors(bug), "the bug makes it harmless");

            TestPlugin.install(plugins, "2");
            String changed = cli.succeed("plugin", "reload", "--url", url);
            assertTrue(changed.startsWith("Changed blobs (jars "), changed);
            assertTrue(changed.contains("attack 'inverts', version 2 after 1"), changed);
            JsonNode corrected = played(server, server.plan(SPEC));
            assertTrue(survivors(corrected) < 1, corrected.toString());
            assertNotEquals(jar(server, bug), jar(server, corrected));

            Path jar = plugins.resolve("blobs/blobs.jar");
            byte[] whole = Files.readAllBytes(jar);
            Files.write(jar, Arrays.copyOf(whole, whole.length / 2));
            Cli.Result torn = cli.run("plugin", "reload", "--url", url);
            assertEquals(1, torn.status());
            assertTrue(torn.error().startsWith("Refused: The plug-in 'blobs' cannot be read"), torn.error());
            assertTrue(torn.error().strip().endsWith("What was loaded from it before stays in use."), torn.error());
            assertTrue(survivors(played(server, server.plan(SPEC))) < 1);
        }
        assertTrue(cli.succeed("events", "--json").contains("PluginRegistered"));
    }

    /** Waits until a tournament is over. */
    private static JsonNode played(Server server, String id) throws Exception {
        JsonNode view = server.get("tournaments/" + id);
        while (view.at("/summary/state").asText().equals("running")) {
            Thread.sleep(50);
            view = server.get("tournaments/" + id);
        }
        assertEquals("completed", view.at("/summary/state").asText(), view.toString());
        return view;
    }

    /** The share of what the model gets right that the attack leaves. */
    private static double survivors(JsonNode view) {
        JsonNode cell = view.findValue("cells").get(0);
        return cell.path("robustAccuracy").asDouble()
                / cell.path("cleanAccuracy").asDouble();
    }

    /** What the record says the attack was loaded from. */
    private static String jar(Server server, JsonNode view) throws Exception {
        JsonNode events =
                server.get("events?stream=tournament-" + view.at("/summary/id").asText());
        return events.findValue("players").get(0).path("jar").asText();
    }
}
