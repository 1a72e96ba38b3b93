package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.data.Examples;
import io.gauntlet.e2e.plugin.BlobsPlugin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The referee's verdict on examples made outside, as NumPy files. */
@ExtendWith(PlayedTournament.class)
class JudgeTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int SIDE = 8;
    private static final int VALUES = SIDE * SIDE;

    @TempDir
    Path folder;

    @Test
    void cleanCopiesAreAsRobustAsTheModelIsRight(Cli cli) throws Exception {
        JsonNode view = leaderboard(cli);
        Path file = write("clean.npy", clean(0, 400));
        JsonNode judgement = judge(cli, file, model(view), "0.1");
        assertEquals(400, judgement.path("samples").asInt());
        assertEquals(0, judgement.path("beyond").asInt());
        assertEquals(
                400 - judgement.path("cleanCorrect").asInt(),
                judgement.path("wrong").asInt());
        JsonNode cells = view.path("scoreboards").path(0).path("cells");
        double tournament = named(cells, "defender").path("cleanAccuracy").asDouble();
        assertEquals(tournament, judgement.path("cleanCorrect").asInt() / 400.0, "as the tournament found");
    }

    @Test
    void anExampleWithinTheBallWinsAndTheSameBeyondItDoesNot(Cli cli) throws Exception {
        String model = model(leaderboard(cli));
        Path file = write("moved.npy", moved(100, 300, 0.0999f));
        JsonNode within = judge(cli, file, model, "0.1", "--samples", "100-299");
        assertEquals(0, within.path("beyond").asInt());
        int cleanWrong = 200 - within.path("cleanCorrect").asInt();
        assertTrue(within.path("wrong").asInt() > cleanWrong + 5, within.toString());
        for (JsonNode distance : within.path("outcomes").path("linf")) {
            assertTrue(distance.asDouble() <= 0.1, "linf " + distance);
        }

        JsonNode beyond = judge(cli, file, model, "0.05", "--samples", "100-299");
        assertEquals(200, beyond.path("beyond").asInt());
        assertEquals(cleanWrong, beyond.path("wrong").asInt(), "beyond epsilon nothing is broken");
    }

    @Test
    void onePictureTooFarCostsOnlyItself(Cli cli) throws Exception {
        String model = model(leaderboard(cli));
        float[] values = clean(0, 20);
        int flipped = 3;
        for (int i = flipped * VALUES; i < (flipped + 1) * VALUES; i++) {
            values[i] = 1 - values[i];
        }
        JsonNode judgement = judge(cli, write("one.npy", values), model, "0.1", "--samples", "0-9,10-19");
        assertEquals(1, judgement.path("beyond").asInt());
        assertEquals(
                20 - judgement.path("cleanCorrect").asInt(),
                judgement.path("wrong").asInt());
    }

    /** The referee clips first, so that only the distance of what is left counts. */
    @Test
    void whatLiesOutsideTheBoxIsClippedBeforeItIsMeasured(Cli cli) throws Exception {
        String model = model(leaderboard(cli));
        float[] values = clean(0, 10);
        int bright = 0;
        while (values[bright] < 0.6f || values[bright] > 0.9f) {
            bright++;
        }
        values[bright] = -0.5f;
        JsonNode judgement =
                judge(cli, write("outside.npy", values), model.substring(0, 12), "0.95", "--samples", "0-9");
        assertEquals(0, judgement.path("beyond").asInt());
        assertEquals(model, judgement.path("model").asText(), "the beginning of a name is answered with the whole");
    }

    @Test
    void theVerdictForPeople(Cli cli) throws Exception {
        Path file = write("few.npy", moved(0, 50, 0.0999f));
        String result = cli.succeed(command(file, model(leaderboard(cli)), "0.1"));
        assertTrue(result.startsWith("The referee's verdict on 50 examples against "), result);
        assertTrue(result.contains("beyond epsilon       0 "), result);
        assertTrue(result.contains(" % of all samples"), result);
    }

    /** A published network (Wong et al. 2020, fast adversarial training) on digits that it was made for. */
    @Test
    void aPublishedNetworkOnMnist(Cli cli) throws Exception {
        Path network = Cli.repository().resolve("../shared/models/wong2020_pgd.onnx");
        Path images = Path.of(System.getProperty("user.home"), ".cache/gauntlet/mnist/t10k-images-idx3-ubyte");
        for (Path file : new Path[] {network, images}) {
            if (!Files.exists(file)) {
                String reason = "There is no " + file.getFileName() + " on this machine.";
                System.out.println("The test of a published network is skipped. " + reason);
                Assumptions.abort(reason);
            }
        }
        int header = 16;
        byte[] bytes = Arrays.copyOfRange(Files.readAllBytes(images), header, header + 50 * 28 * 28);
        float[] values = new float[bytes.length];
        for (int i = 0; i < values.length; i++) {
            values[i] = (bytes[i] & 0xff) / 255f;
        }
        Path file = NpyFile.write(folder.resolve("digits.npy"), values, 50, 28, 28, 1);
        List<String> command = new ArrayList<>(List.of("judge", file.toString(), "--model", network.toString()));
        command.addAll(List.of("--dataset", "mnist", "--norm", "linf", "--epsilon", "0.3", "--json", "--offline"));
        String result = cli.succeed(command.toArray(String[]::new));
        JsonNode judgement = JSON.readTree(result);
        assertEquals(50, judgement.path("samples").asInt());
        assertEquals(0, judgement.path("beyond").asInt());
        assertTrue(judgement.path("cleanCorrect").asInt() >= 48, result);
        assertEquals(
                50 - judgement.path("cleanCorrect").asInt(),
                judgement.path("wrong").asInt());
        for (JsonNode distance : judgement.path("outcomes").path("linf")) {
            assertEquals(0, distance.asDouble(), "the files hold the same digits as the data set");
        }
    }

    private static JsonNode leaderboard(Cli cli) throws Exception {
        return JSON.readTree(cli.succeed("leaderboard", "--json"));
    }

    /** The model of the defender {@code none}. */
    private static String model(JsonNode view) {
        return named(view.path("models"), "label").path("model").asText();
    }

    private static JsonNode named(JsonNode list, String key) {
        for (JsonNode one : list) {
            if (one.path(key).asText().equals("none")) {
                return one;
            }
        }
        throw new AssertionError("Nothing is named 'none' in " + list);
    }

    private static String[] command(Path file, String model, String epsilon, String... more) {
        List<String> command = new ArrayList<>(List.of("judge", file.toString(), "--model", model));
        command.addAll(List.of("--dataset", "blobs", "--norm", "linf", "--epsilon", epsilon));
        command.addAll(List.of(more));
        return command.toArray(String[]::new);
    }

    private static JsonNode judge(Cli cli, Path file, String model, String epsilon, String... more) throws Exception {
        String[] options = Arrays.copyOf(more, more.length + 1);
        options[more.length] = "--json";
        return JSON.readTree(cli.succeed(command(file, model, epsilon, options)));
    }

    private Path write(String name, float[] values) throws Exception {
        return NpyFile.write(folder.resolve(name), values, values.length / VALUES, SIDE, SIDE, 1);
    }

    private static float[] clean(int from, int to) {
        Examples test = BlobsPlugin.load().splits().test();
        float[] values = new float[(to - from) * VALUES];
        for (int i = from; i < to; i++) {
            test.read(i, values, (i - from) * VALUES);
        }
        return values;
    }

    /** Each sample a step from its own corner towards the next one: what a person would try by hand. */
    private static float[] moved(int from, int to, float step) {
        Examples test = BlobsPlugin.load().splits().test();
        float[] values = clean(from, to);
        for (int i = 0; i < values.length; i++) {
            int label = test.label(from + i / VALUES);
            int y = i % VALUES / SIDE;
            int x = i % SIDE;
            int corner = (y < SIDE / 2 ? 0 : 2) + (x < SIDE / 2 ? 0 : 1);
            float change = corner == label ? -step : corner == (label + 1) % 4 ? step : 0;
            values[i] = Math.min(1, Math.max(0, values[i] + change));
        }
        return values;
    }
}
