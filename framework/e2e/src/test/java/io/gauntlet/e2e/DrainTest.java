package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A server or a command that plays, told to end by a signal. */
@Timeout(600)
class DrainTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    /** Matches of three attacks on two defenders, of 10 of 400 samples each. */
    private static final int MANY = 240;

    @Test
    void aSignalEndsAServerInOrder(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        String spec = manyMatches(Files.readString(folder.resolve("blobs.yaml")));
        try (Server server = Server.start(cli, "--workers", "2", "--grace", "250")) {
            server.plan(spec);
            awaitMatches(server, 2);
            server.terminate();
            assertEquals(0, server.status(), errors(folder));
        }
        assertTrue(errors(folder).endsWith("Stopped.\n"), errors(folder));
        Map<String, Integer> counts = counts(cli);
        assertEquals(counts.get("MatchStarted"), counts.get("MatchScored"), "nothing is half done: " + counts);
        assertTrue(counts.get("MatchScored") < MANY, "most was still to do: " + counts);
    }

    @Test
    void anotherSignalEndsAServerAtOnce(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        String spec = longMatches(Files.readString(folder.resolve("blobs.yaml")));
        try (Server server = Server.start(cli, "--workers", "1", "--grace", "250")) {
            server.plan(spec);
            awaitMatch(cli);
            server.terminate();
            while (!errors(folder).contains("another signal ends at once")) {
                Thread.sleep(20);
            }
            server.terminate();
            assertEquals(0, server.status(), errors(folder));
        }
        assertTrue(errors(folder).contains("Stopped; 1 job has returned to the queue."), errors(folder));
        Cli.Result left = cli.run("tournaments", "--json");
        assertTrue(left.output().contains("\"running\""), left.output());
    }

    @Test
    void aTournamentThatIsToldToEndFinishesItsJobsAndSaysHowToGoOn(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        Path spec = folder.resolve("blobs.yaml");
        Files.writeString(spec, manyMatches(Files.readString(spec)));
        Process run = cli.start("run", "blobs.yaml", "--workers", "2");
        awaitInErrors(folder, "] noise against none, slice 2: ", run);
        run.destroy();
        assertEquals(143, run.waitFor(), errors(folder));
        assertTrue(
                errors(folder).endsWith("Stopped. Nothing is lost: `./gauntlet resume` goes on where this ended.\n"),
                errors(folder));
        Map<String, Integer> counts = counts(cli);
        assertEquals(counts.get("MatchStarted"), counts.get("MatchScored"), "nothing is half done: " + counts);
        assertTrue(counts.get("MatchScored") < MANY, "most was still to do: " + counts);

        Process resumed = cli.start("resume", "--workers", "2");
        awaitInErrors(folder, ", slice ", resumed);
        int status = interrupt(resumed);
        assertEquals(status, resumed.waitFor(), errors(folder));
        assertTrue(errors(folder).contains("Nothing is lost: `./gauntlet resume`"), errors(folder));
        cli.succeed("resume");
        assertEquals(MANY, counts(cli).get("MatchScored"));
    }

    @Test
    void aLongMatchIsGivenBackAtTheSecondSignal(@TempDir Path folder) throws Exception {
        Cli cli = CrashTest.installation(folder);
        Path spec = folder.resolve("blobs.yaml");
        Files.writeString(spec, longMatches(Files.readString(spec)));
        Process run = cli.start("run", "blobs.yaml", "--workers", "1");
        awaitMatch(cli);
        interrupt(run);
        awaitInErrors(folder, "another signal ends at once", run);
        int status = interrupt(run);
        assertEquals(status, run.waitFor(), errors(folder));
        assertTrue(
                errors(folder)
                        .endsWith("Stopped; 1 job has returned to the queue. Nothing is lost: `./gauntlet resume` goes"
                                + " on where this ended.\n"),
                errors(folder));
    }

    /** The tournament in many short matches, so that most are left whenever the signal comes. */
    private static String manyMatches(String spec) {
        return spec.replace("slice: 40", "slice: 10").replace("steps: 20", "steps: 100");
    }

    /** The tournament with one attack that takes minutes, so that no job ends before the second signal. */
    private static String longMatches(String spec) {
        return spec.replace("slice: 40", "slice: 400")
                .replace("steps: 20", "steps: 100000")
                .replace("  - attack: noise\n  - attack: fgsm\n", "");
    }

    /** Sends what Ctrl-C sends, or SIGTERM where that is ignored, as in the background of a script, and says the status. */
    private static int interrupt(Process process) throws Exception {
        boolean heard = interruptible();
        assertEquals(
                0,
                new ProcessBuilder("kill", heard ? "-INT" : "-TERM", Long.toString(process.pid()))
                        .start()
                        .waitFor());
        return heard ? 130 : 143;
    }

    /** Processes inherit the signals that are ignored, and a JVM goes on ignoring them. */
    private static boolean interruptible() throws IOException {
        return Files.readAllLines(Path.of("/proc/self/status")).stream()
                .filter(line -> line.startsWith("SigIgn:"))
                .allMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & 2) == 0);
    }

    private static void awaitInErrors(Path folder, String text, Process running) throws Exception {
        while (!errors(folder).contains(text)) {
            assertTrue(running.isAlive(), errors(folder));
            Thread.sleep(10);
        }
    }

    private static void awaitMatches(Server server, int wanted) throws Exception {
        while (server.health().at("/jobs/match/succeeded").asInt() < wanted) {
            Thread.sleep(20);
        }
    }

    /** Waits until a match was begun. */
    private static void awaitMatch(Cli cli) throws Exception {
        try (LogFollower log = new LogFollower(cli)) {
            log.await("MatchStarted");
        }
    }

    /** What the last command said. */
    private static String errors(Path folder) throws IOException {
        int last = 0;
        while (Files.exists(folder.resolve("err-" + (last + 1) + ".txt"))) {
            last++;
        }
        return Files.readString(folder.resolve("err-" + last + ".txt"));
    }

    /** How often each type was recorded. */
    private static Map<String, Integer> counts(Cli cli) throws Exception {
        String result = cli.succeed("events", "--json");
        Map<String, Integer> counts = new TreeMap<>();
        for (String line : result.lines().toList()) {
            JsonNode event = JSON.readTree(line);
            counts.merge(event.path("type").asText(), 1, Integer::sum);
        }
        return counts;
    }
}
