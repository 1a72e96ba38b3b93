package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A server that plays nothing itself, and workers in processes of their own. */
@Timeout(600)
class HostsTest {
    private static final String SPEC = """
            name: hosts
            seed: 5
            data-set: blobs
            samples: 100
            architecture: mlp
            canaries: none
            defenders:
              - {defense: none, params: {epochs: 2, batch: 50}}
            attackers:
              - attack: inverts
              - {attack: pgd, params: {steps: 100, restarts: 3}}
            threat-models:
              - {norm: linf, epsilon: 0.1}
            slice: 50
            """;
    private static final String HALTING = SPEC.replace("  - attack: inverts", "  - attack: halts\n  - attack: inverts")
            .replace("slice: 50", "slice: 100");
    /** Enough for two, however long one of them takes to begin. */
    private static final String SHARED = SPEC.replace("slice: 50", "slice: 5").replace("steps: 100", "steps: 500");
    /** Three deaths, and one more process for what is left. */
    private static final int STARTS = 4;

    @Test
    void aPluginThatEndsItsProcessEndsItsWorkerOnly(@TempDir Path folder) throws Exception {
        Cli undisturbed = CrashTest.installation(Files.createDirectories(folder.resolve("undisturbed")));
        Files.writeString(undisturbed.folder().resolve("spec.yaml"), SPEC.replace("slice: 50", "slice: 100"));
        undisturbed.succeed("run", "spec.yaml");

        Cli cli = CrashTest.installation(Files.createDirectories(folder.resolve("halted")));
        try (Server server = Server.start(cli, "--workers", "0")) {
            String id = server.plan(HALTING);
            int deaths = 0;
            while (cli.run("worker", "--until-done", "--workers", "3").status() != 0) {
                deaths++;
                assertTrue(deaths < STARTS, "the workers die for ever: " + server.health());
            }
            assertEquals(3, deaths, "each attempt costs a worker");
            JsonNode view = server.get("tournaments/" + id);
            while (view.at("/summary/state").asText().equals("running")) { // the server's tables follow the record
                Thread.sleep(50);
                view = server.get("tournaments/" + id);
            }
            assertEquals("completed", view.at("/summary/state").asText());
            assertForfeited(view.path("scoreboards").path(0));
            assertEquals("ok", server.health().path("status").asText(), "the server lives");
        }
        List<JsonNode> log = CrashTest.log(cli);
        assertEquals(
                CrashTest.results(CrashTest.log(undisturbed)),
                CrashTest.results(log),
                "what ran beside it is as without it");
        JsonNode forfeit = log.stream()
                .filter(event -> event.path("type").asText().equals("MatchForfeited"))
                .findFirst()
                .orElseThrow()
                .path("data");
        assertEquals("attack", forfeit.path("by").asText(), "so that `on-crash: stop` stops");
        assertEquals("crash", forfeit.path("cause").asText());
        assertEquals(
                "Every process that played it died (3 of them), the last one while nothing else ran in it.",
                forfeit.path("message").asText());
    }

    private static void assertForfeited(JsonNode board) {
        for (JsonNode cell : board.path("cells")) {
            boolean halts = cell.path("attacker").asText().equals("halts");
            assertEquals(halts ? "forfeited" : "played", cell.path("state").asText(), cell.toString());
        }
    }

    @Test
    void workersShareATournamentAndLeaveWhatTheyCannotDo(@TempDir Path folder) throws Exception {
        Cli alone = CrashTest.installation(Files.createDirectories(folder.resolve("alone")));
        Files.writeString(alone.folder().resolve("spec.yaml"), SHARED);
        alone.succeed("run", "spec.yaml");

        Cli shared = CrashTest.installation(Files.createDirectories(folder.resolve("shared")));
        Cli others = new Cli(Files.createDirectories(folder.resolve("others")));
        TestPlugin.install(others.folder().resolve("plugins"), "2");
        Process stranger = null;
        Process one = null;
        Process two = null;
        try (Server server = Server.start(shared, "--workers", "0")) {
            one = shared.start("worker", "--workers", "1", "--name", "one");
            two = shared.start("worker", "--workers", "1", "--name", "two");
            stranger = others.start(
                    "worker",
                    "--name",
                    "stranger",
                    "--plugins",
                    "plugins",
                    "--database-url",
                    "jdbc:postgresql://127.0.0.1:" + FaultsTest.databasePort(shared) + "/gauntlet",
                    "--database-user",
                    "postgres",
                    "--database-password",
                    Files.readString(shared.folder().resolve(".gauntlet/postgres/password"))
                            .strip());
            awaitWorkers(server, Set.of("one", "two", "stranger"));
            String listed = shared.succeed("workers");
            assertTrue(listed.contains("stranger "), listed);

            // The stranger looks first, however quickly the others would be done.
            signal("-STOP", one, two);
            String id = server.plan(SHARED);
            while (!Files.readString(others.folder().resolve("err-0.txt")).contains("Left to other workers: ")) {
                assertTrue(stranger.isAlive(), "it looks");
                Thread.sleep(20);
            }
            signal("-CONT", one, two);
            while (!server.get("tournaments/" + id)
                    .at("/summary/state")
                    .asText()
                    .equals("completed")) {
                assertTrue(one.isAlive() && two.isAlive() && stranger.isAlive(), "nobody died");
                Thread.sleep(100);
            }
            for (Process worker : List.of(one, two, stranger)) {
                worker.destroy();
                assertEquals(0, worker.waitFor(), "a worker ends in order");
            }
        } finally {
            for (Process worker : new Process[] {one, two, stranger}) {
                if (worker != null) {
                    Cli.kill(worker);
                }
            }
        }
        List<JsonNode> log = CrashTest.log(shared);
        assertEquals(CrashTest.results(CrashTest.log(alone)), CrashTest.results(log));
        assertTrue(
                workers(log, "").containsAll(Set.of("one", "two")),
                workers(log, "").toString());
        assertFalse(workers(log, "inverts").contains("stranger"), "it has another version");
        String words = Files.readString(others.folder().resolve("err-0.txt"));
        List<String> left = words.lines()
                .filter(line -> line.startsWith("Left to other workers: "))
                .toList();
        assertEquals(1, left.size(), "told once: " + words);
        assertTrue(left.get(0).contains("'inverts' has changed since this was planned"), words);
        assertTrue(words.contains("Stopped. Nothing is lost: other workers go on."), words);
    }

    private static void signal(String signal, Process... processes) throws Exception {
        for (Process process : processes) {
            Process sent = new ProcessBuilder("kill", signal, Long.toString(process.pid())).start();
            assertEquals(0, sent.waitFor());
        }
    }

    private static void awaitWorkers(Server server, Set<String> wanted) throws Exception {
        Set<String> seen = new TreeSet<>();
        while (!seen.equals(wanted)) {
            Thread.sleep(100);
            seen.clear();
            server.health()
                    .at("/workers/everywhere")
                    .forEach(worker -> seen.add(worker.path("name").asText()));
        }
    }

    /** Who played the matches of an attack, or did any job; each at the first attempt. */
    private static Set<String> workers(List<JsonNode> log, String attack) {
        Set<String> wanted = new HashSet<>();
        Set<String> workers = new TreeSet<>();
        for (JsonNode event : log) {
            String stream = event.path("stream").asText();
            String type = event.path("type").asText();
            if (event.at("/data/attacker/plugin").asText().equals(attack)) {
                wanted.add(stream);
            }
            if ((type.equals("MatchStarted") || type.equals("TrainingStarted"))
                    && (attack.isEmpty() || wanted.contains(stream))) {
                assertEquals(1, event.at("/meta/attempt").asInt(), "what is left to others is no attempt: " + event);
                workers.add(event.at("/meta/worker").asText());
            }
        }
        return workers;
    }
}
