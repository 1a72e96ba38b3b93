package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/**
 * A network that somebody else trained and published, evaluated and attacked from the command line. Needs
 * {@code ../shared/models} and MNIST, and says so when they are not there.
 */
class TrialTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Path NETWORK =
            Cli.repository().resolveSibling("shared").resolve("models").resolve("wong2020_pgd.onnx");

    @TempDir
    Path folder;

    @Test
    void aPublishedNetworkIsEvaluatedAttackedAndJudged() throws Exception {
        Path data = Path.of(System.getProperty("user.home"), ".cache", "gauntlet", "mnist", "t10k-images-idx3-ubyte");
        for (Path needed : List.of(NETWORK, data)) {
            if (!Files.exists(needed)) {
                String reason = "There is no " + needed.getFileName() + ".";
                System.out.println("The test of evaluating and attacking a published network is skipped. " + reason);
                Assumptions.abort(reason);
            }
        }
        Cli cli = new Cli(folder);
        JsonNode evaluation = ask(cli, "evaluate", "--samples", "1000");
        assertEquals(1000, evaluation.path("samples").asInt());
        assertTrue(evaluation.path("accuracy").asDouble() > 0.97, evaluation.toString());
        assertEquals("[28,28,1]", evaluation.at("/model/shape").toString());

        JsonNode report = ask(cli, "attack", threat("--attack", "pgd", "--samples", "50", "--save", "adv.npy"));
        assertEquals(50, report.path("samples").asInt());
        double robust = report.path("robustAccuracy").asDouble();
        assertTrue(robust >= 0.86 && robust <= 0.98, "93 % of 200 samples survive PGD-40; " + robust);
        assertTrue(report.at("/robust/low").asDouble() < robust
                && robust < report.at("/robust/high").asDouble());
        assertFalse(Files.exists(folder.resolve(".gauntlet/postgres")), "nothing is recorded");

        JsonNode judged = ask(cli, "judge", threat("adv.npy"));
        assertEquals(report.at("/outcomes/wrong"), judged.at("/outcomes/wrong"));
        assertEquals(report.at("/outcomes/linf"), judged.at("/outcomes/linf"));
    }

    private static String[] threat(String... more) {
        List<String> options = new ArrayList<>(List.of("--norm", "linf", "--epsilon", "0.3"));
        options.addAll(List.of(more));
        return options.toArray(String[]::new);
    }

    private static JsonNode ask(Cli cli, String command, String... options) throws Exception {
        List<String> arguments = new ArrayList<>(
                List.of(command, "--model", NETWORK.toString(), "--dataset", "mnist", "--json", "--offline"));
        arguments.addAll(List.of(options));
        return JSON.readTree(cli.succeed(arguments.toArray(String[]::new)));
    }
}
