package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The example of a client in Python attacks a running server, and the referee confirms what it says. */
@Timeout(300)
@ExtendWith(PlayedTournament.class)
class PythonClientTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern CLEAN = Pattern.compile("clean accuracy +([0-9.]+) %");
    private static final Pattern ROBUST = Pattern.compile("robust accuracy +([0-9.]+) %");

    @TempDir
    Path folder;

    private record Printed(int status, String text) {}

    @Test
    void theRefereeConfirmsWhatTheClientFound(Cli cli) throws Exception {
        if (python("-c", "import numpy").status() != 0) {
            String reason = "There is no python3 with numpy on this machine.";
            System.out.println("The test of the client in Python is skipped. " + reason);
            Assumptions.abort(reason);
        }
        String model = JSON.readTree(cli.succeed("leaderboard", "--json"))
                .at("/models/0/model")
                .asText();
        Path examples = folder.resolve("examples.npy");
        String client =
                Cli.repository().resolve("examples/python-client/attack.py").toString();
        Printed printed;
        Printed refused;
        try (Server server = Server.start(cli, "--targets", "white-box", "--target-queries", "100000")) {
            List<String> command = List.of(
                    client,
                    "--url",
                    "http://127.0.0.1:" + server.port(),
                    "--model",
                    model,
                    "--epsilon",
                    "0.1",
                    "--samples",
                    "120",
                    "--batch",
                    "50",
                    "--steps",
                    "20",
                    "--restarts",
                    "2",
                    "--save",
                    examples.toString());
            printed = python(command.toArray(String[]::new));
            List<String> wrong = new ArrayList<>(command);
            wrong.set(wrong.indexOf(model), "0".repeat(64));
            refused = python(wrong.toArray(String[]::new));
        }
        assertEquals(0, printed.status(), printed.text());
        JsonNode judgement = JSON.readTree(cli.succeed(
                "judge",
                examples.toString(),
                "--model",
                model,
                "--dataset",
                "blobs",
                "--norm",
                "linf",
                "--epsilon",
                "0.1",
                "--json"));
        assertEquals(120, judgement.path("samples").asInt());
        assertEquals(0, judgement.path("beyond").asInt());
        assertEquals(
                percent(CLEAN, printed), 100 * judgement.path("cleanCorrect").asInt() / 120.0, 0.051);
        double robust = 100 - 100 * judgement.path("wrong").asDouble() / 120;
        assertEquals(percent(ROBUST, printed), robust, 0.051);
        assertTrue(percent(ROBUST, printed) < percent(CLEAN, printed), "it broke some: " + printed.text());
        assertEquals(1, refused.status());
        assertTrue(refused.text().startsWith("404: There is no model with the SHA-256 0000"), refused.text());
    }

    private static double percent(Pattern line, Printed printed) {
        Matcher matcher = line.matcher(printed.text());
        assertTrue(matcher.find(), printed.text());
        return Double.parseDouble(matcher.group(1));
    }

    private static Printed python(String... arguments) throws InterruptedException {
        List<String> command = new ArrayList<>(List.of("python3", "-B"));
        command.addAll(List.of(arguments));
        try {
            Process process =
                    new ProcessBuilder(command).redirectErrorStream(true).start();
            String text = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            return new Printed(process.waitFor(), text);
        } catch (IOException e) {
            return new Printed(-1, String.valueOf(e.getMessage()));
        }
    }
}
