package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.api.model.Parts;
import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.app.json.Json;
import io.gauntlet.engine.file.PartsFile;
import io.gauntlet.engine.network.CompiledNetwork;
import io.gauntlet.store.Database;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.embedded.EmbeddedPostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One network by itself: the network of the tiny tournament, taken out of its database as a file. */
class TrialCommandsTest {
    @TempDir
    static Path folder;

    private static TestProgram tournament;
    private static TestProgram program;
    private static JsonNode played;
    private static String sha;

    @BeforeAll
    static void exportTheNetwork() throws IOException {
        tournament = TinyTournament.played();
        played = Json.parse(tournament.run("leaderboard", "--json").out());
        sha = played.at("/models/0/model").asText();
        try (Database database = Database.open(DatabaseConfig.external(
                TestProgram.server().url("app_tiny"),
                EmbeddedPostgres.USER,
                TestProgram.server().password()))) {
            Files.write(folder.resolve("plain.zip"), database.artifacts().read(sha));
        }
        program = new TestProgram(folder);
    }

    private static JsonNode ask(TestProgram from, String... args) throws IOException {
        return Json.parse(text(from, args));
    }

    private static String text(TestProgram from, String... args) throws IOException {
        TestProgram.Result result = from.run(args);
        assertEquals("", result.err());
        assertEquals(0, result.status());
        return result.out();
    }

    private static String[] attack(String model, String... more) {
        List<String> args = new ArrayList<>(List.of("attack", "--model", model, "--dataset", "dots"));
        args.addAll(List.of("--attack", "darken", "--norm", "linf", "--epsilon", "0.3", "--seed", "3"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    private static void refuses(String sentence, String... args) throws IOException {
        TestProgram.Result result = new TestProgram(folder).run(args);
        assertEquals(sentence, result.err().strip());
        assertEquals(2, result.status());
        assertEquals("", result.out());
    }

    @Test
    void aFileIsEvaluatedAsItWasWhenTrained() throws IOException {
        JsonNode evaluation = ask(program, "evaluate", "--model", "plain.zip", "--dataset", "dots", "--json");
        assertEquals(40, evaluation.path("samples").asInt(), "the whole test split");
        assertEquals(
                played.at("/models/0/cleanAccuracy").asDouble(),
                evaluation.path("accuracy").asDouble());
        assertEquals("stored model", evaluation.at("/model/format").asText());
        assertEquals("[4,4,1]", evaluation.at("/model/shape").toString());
        assertTrue(evaluation.at("/model/parameters").asLong() > 100);
        int right = 0;
        for (JsonNode one : evaluation.path("classes")) {
            right += one.path("right").asInt();
            assertEquals(20, one.path("samples").asInt());
        }
        assertEquals(evaluation.path("right").asInt(), right);
        double low = evaluation.at("/interval/low").asDouble();
        assertTrue(low > 0 && low < evaluation.path("accuracy").asDouble(), evaluation.toString());
        assertFalse(Files.exists(folder.resolve(".gauntlet/postgres")), "no database is made");
    }

    @Test
    void evaluationAsText() throws IOException {
        String out = text(program, "evaluate", "--model", "plain.zip", "--dataset", "dots", "--samples", "7");
        assertTrue(out.contains("plain.zip on dots, samples 0-6"), out);
        assertTrue(out.contains("95 % interval"), out);
        assertTrue(out.contains("most often taken for"), out);
        assertTrue(out.contains("network  stored model, samples 4x4x1, 2 classes, "), out);
    }

    /** The same sample meets the same draws in a tournament and by itself, whatever the number of workers. */
    @Test
    void anAttackGivesWhatTheTournamentGave() throws IOException {
        JsonNode full = cell("darken");
        for (String workers : List.of("1", "3")) {
            JsonNode report = ask(program, attack("plain.zip", "--samples", "12", "--workers", workers, "--json"));
            assertEquals(
                    full.path("robustAccuracy").asDouble(),
                    report.path("robustAccuracy").asDouble());
            assertEquals(12, report.at("/outcomes/sample").size());
            assertEquals(11, report.at("/outcomes/sample/11").asInt());
        }
        JsonNode half = ask(program, attack("plain.zip", "--samples", "12", "--param", "share=0.5", "--json"));
        assertEquals(
                cell("darken-half").path("robustAccuracy").asDouble(),
                half.path("robustAccuracy").asDouble());
        assertEquals(0.5, half.at("/params/share").asDouble());
        assertEquals("linf", half.at("/distances/0/norm").asText(), "the norm of the threat model is the first");
    }

    @Test
    void aStoredModelIsFoundByItsFirstDigits() throws IOException {
        JsonNode stored = ask(tournament, attack(sha.substring(0, 12), "--samples", "12", "--json"));
        JsonNode file = ask(program, attack("plain.zip", "--samples", "12", "--json"));
        assertEquals(sha, stored.at("/model/name").asText());
        assertEquals(file.path("outcomes"), stored.path("outcomes"));
    }

    private static JsonNode cell(String attacker) {
        for (JsonNode cell : played.at("/scoreboards/0/cells")) {
            if (cell.path("attacker").asText().equals(attacker)) {
                return cell;
            }
        }
        throw new AssertionError("There is no cell of " + attacker);
    }

    @Test
    void savedExamplesAreJudgedAlike() throws IOException {
        JsonNode report =
                ask(program, attack("plain.zip", "--first", "5", "--samples", "20", "--save", "adv.npy", "--json"));
        JsonNode judged = ask(
                tournament,
                "judge",
                folder.resolve("adv.npy").toAbsolutePath().toString(),
                "--model",
                folder.resolve("plain.zip").toAbsolutePath().toString(),
                "--dataset",
                "dots",
                "--norm",
                "linf",
                "--epsilon",
                "0.3",
                "--samples",
                "5-24",
                "--json");
        assertEquals(20, judged.path("samples").asInt());
        for (String column : List.of("sample", "wrong", "adversarialLabel", "linf", "l2", "margin")) {
            assertEquals(report.at("/outcomes/" + column), judged.at("/outcomes/" + column), column);
        }
        String out = text(program, attack("plain.zip", "--samples", "20", "--save", "adv2.npy"));
        assertTrue(out.contains("robust accuracy"), out);
        assertTrue(out.contains("of the successes"), out);
        assertTrue(
                out.contains("`./gauntlet judge adv2.npy --model plain.zip --dataset dots --norm linf --epsilon 0.3"
                        + " --samples 0-19`"),
                out);
    }

    /** The network is stored with the plan, and its clean accuracy is that of its file. */
    @Test
    void aFileDefendsInATournament() throws IOException {
        Path own = Files.createDirectories(folder.resolve("own/nets"));
        Files.copy(folder.resolve("plain.zip"), own.resolve("mine.zip"));
        TestProgram playing = new TestProgram(folder).withDatabase("app_own");
        Files.writeString(
                folder.resolve("own/own.yaml"),
                TinyTournament.SPEC
                        .replace("architecture: mlp\n", "")
                        .replace("  - defense: plain", "  - model: nets/mine.zip"));
        TestProgram.Result run = playing.run("run", "own/own.yaml", "--workers", "2");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.err().contains("importing mine: "), run.err());
        JsonNode view = Json.parse(text(playing, "leaderboard", "--json"));
        assertEquals("mine", view.at("/scoreboards/0/cells/0/defender").asText());
        assertEquals(
                played.at("/models/0/cleanAccuracy").asDouble(),
                view.at("/models/0/cleanAccuracy").asDouble());
        for (int i = 0; i < 2; i++) {
            assertEquals(
                    played.at("/scoreboards/0/cells/" + i + "/robustAccuracy").asDouble(),
                    view.at("/scoreboards/0/cells/" + i + "/robustAccuracy").asDouble());
        }
        JsonNode imported = Json.parse(text(playing, "events", "--stream", "model", "--json"));
        assertEquals("ModelImported", imported.path("type").asText());
        assertEquals("model-" + sha, imported.path("stream").asText(), "the stream is named after the file's bytes");
        assertEquals("mine.zip", imported.at("/data/file").asText());
        assertEquals("dots", imported.at("/data/dataSet").asText());
    }

    @Test
    void filesThatAreNoNetworks() throws IOException {
        refuses(
                "There is no file no.onnx, and no model whose SHA-256 begins like that: name the file of a network, such"
                        + " as my-network.onnx, or the first digits of a stored model, which the page of its tournament"
                        + " shows.",
                "evaluate",
                "--model",
                "no.onnx",
                "--dataset",
                "dots");
        refuses(
                "There is no file abc, and no database here that could hold a model of that name: name the file of a"
                        + " network, or the --data-folder where the model is stored.",
                "evaluate",
                "--model",
                "abc",
                "--dataset",
                "dots");
        Files.writeString(folder.resolve("text.onnx"), "not a network");
        refuses(
                "text.onnx holds no network that can be read: export yours as ONNX, with `torch.onnx.export` for"
                        + " PyTorch, or save it whole from Keras.",
                "evaluate",
                "--model",
                "text.onnx",
                "--dataset",
                "dots");
        Files.writeString(folder.resolve("notes.txt"), "not a network");
        refuses(
                "notes.txt holds no network that can be read: export yours as ONNX, with `torch.onnx.export` for"
                        + " PyTorch, or save it whole from Keras.",
                "evaluate",
                "--model",
                "notes.txt",
                "--dataset",
                "dots");
        byte[] whole = Files.readAllBytes(folder.resolve("plain.zip"));
        Files.write(folder.resolve("cut.zip"), java.util.Arrays.copyOf(whole, whole.length / 2));
        TestProgram.Result cut = program.run("evaluate", "--model", "cut.zip", "--dataset", "dots");
        assertEquals(2, cut.status(), cut.err());
        assertEquals(1, cut.err().strip().lines().count(), cut.err());
        Files.createDirectories(folder.resolve("nets"));
        refuses(
                folder.resolve("nets") + " is a folder: name the file of a network.",
                "evaluate",
                "--model",
                "nets",
                "--dataset",
                "dots");
    }

    @Test
    void aNetworkForOtherSamples() throws IOException {
        String sentence = "The network in " + folder.resolve("plain.zip")
                + " takes samples of shape [4, 4, 1], but those of the data set 'wide-dots' have shape [4, 8, 1]: choose a"
                + " data set that fits it.";
        refuses(sentence, "evaluate", "--model", "plain.zip", "--dataset", "wide-dots");
        program.write(
                "wide.yaml",
                TinyTournament.SPEC
                        .replace("data-set: dots", "data-set: wide-dots")
                        .replace("architecture: mlp\n", "")
                        .replace("  - defense: plain", "  - model: plain.zip"));
        TestProgram.Result run =
                new TestProgram(folder).withDatabase("app_wide").run("run", "wide.yaml");
        assertEquals(2, run.status());
        assertEquals(
                sentence.replace(folder.resolve("plain.zip").toString(), "plain.zip"),
                run.err().strip());
    }

    @Test
    void mistakesInOptions() throws IOException {
        refuses(
                "There is no attack named 'darkn'. Did you mean 'darken'? `./gauntlet plugins` lists them all.",
                "attack",
                "--model",
                "plain.zip",
                "--dataset",
                "dots",
                "--attack",
                "darkn");
        refuses("The attack 'darken' plays linf, not l2.", replaced("linf", "l2"));
        refuses(
                "The option --norm is given twice. `./gauntlet attack --help` tells more.",
                attack("plain.zip", "--norm", "l2"));
        refuses("There is no norm 'linv'. Did you mean 'linf'? There are linf, l2, l1, l0.", replaced("linf", "linv"));
        refuses("The option --epsilon is wrong: epsilon must be a positive number, not -0.3.", replaced("0.3", "-0.3"));
        refuses(
                "The attack 'darken' searches within a distance: give the largest with --epsilon, such as --epsilon"
                        + " 0.3.",
                "attack",
                "--model",
                "plain.zip",
                "--dataset",
                "dots",
                "--attack",
                "darken");
        refuses(
                "The attack 'darken' has no parameter 'shar'. Did you mean 'share'?",
                attack("plain.zip", "--param", "shar=1"));
        refuses(
                "The attack 'darken' cannot aim at a class, but the goal is targeted-random.",
                attack("plain.zip", "--goal", "targeted-random"));
        refuses(
                "The attack 'darken' changes values and does not search poses, but only rotation and translation are"
                        + " allowed.",
                posed("--rotation", "30"));
        refuses(
                "The limits of the pose are wrong: rotation must be from 0 to 180 degrees, not 200.0.",
                posed("--rotation", "200", "--translation", "3"));
        refuses(
                "The options --rotation and --translation limit the pose, --norm and --epsilon the change of values: leave"
                        + " out the one or the other.",
                posed("--rotation", "30", "--norm", "linf"));
        refuses(
                "Poses are limited in degrees and pixels: give --rotation and --translation instead of --norm, such as"
                        + " --rotation 30 --translation 3.",
                posed("--norm", "pose"));
        refuses(
                "The test split of 'dots' has 40 samples, numbered from 0; there are not 20 from number 30 on.",
                attack("plain.zip", "--first", "30", "--samples", "20"));
        refuses(
                "The option --samples takes a whole number of at least 1, not 0.",
                attack("plain.zip", "--samples", "0"));
        refuses(
                "The folder of no/adv.npy does not exist: create it, or name another file with --save.",
                attack("plain.zip", "--save", "no/adv.npy"));
        refuses(
                "The option --query-budget takes a whole number of at least 1, not 0.",
                attack("plain.zip", "--query-budget", "0"));
        refuses(
                "There is no data set named 'dotz'. Did you mean 'dots'? `./gauntlet plugins` lists them all.",
                "evaluate",
                "--model",
                "plain.zip",
                "--dataset",
                "dotz");
    }

    /** An attack on poses. */
    private static String[] posed(String... options) {
        List<String> args =
                new ArrayList<>(List.of("attack", "--model", "plain.zip", "--dataset", "dots", "--attack", "darken"));
        args.addAll(List.of(options));
        return args.toArray(String[]::new);
    }

    private static String[] replaced(String right, String wrong) {
        String[] args = attack("plain.zip");
        for (int i = 0; i < args.length; i++) {
            args[i] = args[i].equals(right) ? wrong : args[i];
        }
        return args;
    }

    @Test
    void anAttackThatFailsIsNamed() throws IOException {
        TestProgram.Result failed = program.run(
                "attack", "--model", "plain.zip", "--dataset", "dots", "--attack", "stumble", "--epsilon", "0.1");
        assertEquals(1, failed.status());
        assertTrue(
                failed.err().startsWith("The attack 'stumble' failed. IllegalStateException: planted (at "),
                failed.err());
    }

    private static String[] debug(String attack, String... more) {
        List<String> args = new ArrayList<>(List.of("debug-attack", "--model", "plain.zip", "--dataset", "dots"));
        args.addAll(List.of("--attack", attack, "--norm", "linf", "--epsilon", "0.3", "--first", "2"));
        args.addAll(List.of(more));
        return args.toArray(String[]::new);
    }

    @Test
    void anAttackIsFollowedStepByStep() throws IOException {
        JsonNode trace = ask(program, debug("climb", "--json"));
        JsonNode iterations = trace.path("iterations");
        assertTrue(iterations.size() > 1, iterations.toString());
        double before = Double.NEGATIVE_INFINITY;
        for (int i = 0; i < iterations.size(); i++) {
            JsonNode one = iterations.get(i);
            assertEquals(i, one.path("number").asInt());
            assertEquals(1, one.path("candidates").asInt());
            assertEquals(0.03 * i, one.path("distance").asDouble(), 1e-5);
            assertTrue(one.path("loss").asDouble() > before, "each step climbs: " + iterations);
            assertTrue(one.path("gradient").asDouble() > 0, iterations.toString());
            boolean last = i == iterations.size() - 1;
            assertEquals(last, one.path("answer").asInt() != trace.path("label").asInt(), iterations.toString());
            assertEquals(last, one.path("loss").asDouble() > 0, "the margin is positive exactly on success");
            before = one.path("loss").asDouble();
        }
        assertEquals(
                iterations.size(), trace.at("/report/outcomes/queries/0").asInt(), "following costs nothing: " + trace);

        String text = text(program, debug("climb"));
        assertTrue(text.startsWith("climb against "), text);
        assertTrue(text.contains("\niteration  "), text);
        assertTrue(text.contains("\nloss by iteration\n"), text);
        assertTrue(text.contains("\ndistance (linf) by iteration\n"), text);
        assertTrue(text.contains("\nThe referee's verdict: broken at distance "), text);
    }

    @Test
    void anAttackWithoutGradientsIsFollowedToo() throws IOException {
        String text = text(program, debug("darken"));
        assertTrue(text.contains("\n        0     -         -    0.3000"), text);
    }

    /** The network with other parameters, as a file. */
    private static void spoil(String file, float all, float... last) throws IOException {
        Parts parts = PartsFile.read(Files.readAllBytes(folder.resolve("plain.zip")), "plain.zip");
        try (CompiledNetwork network = (CompiledNetwork) parts.network()) {
            float[] values = network.parameters().values();
            Arrays.fill(values, all);
            System.arraycopy(last, 0, values, values.length - last.length, last.length);
            network.parameters().write(values);
            Files.write(folder.resolve(file), PartsFile.write(Parts.of(network)));
        }
    }

    @Test
    void anHonestModelRaisesNoFlag() throws IOException {
        JsonNode trace = ask(program, debug("climb", "--json"));
        assertEquals("[]", trace.path("flags").toString());
        assertEquals(
                "[\"zero-gradients\",\"without-eot\",\"differs-from-differences\",\"softmax-for-logits\",\"not-examined\"]",
                trace.path("checks").toString());
        String text = text(program, debug("climb")).replaceAll("\\s+", " ");
        assertTrue(
                text.contains(
                        " Flags: none. One sample can raise zero-gradients, without-eot, differs-from-differences,"
                                + " softmax-for-logits, not-examined; the others take a tournament."),
                text);
    }

    /** The outputs are constant, and probabilities: both are doubted, each with what it means. */
    @Test
    void whatATournamentWouldDoubtIsFlagged() throws IOException {
        spoil("flat.zip", 0, 0.6f, 0.4f);
        String[] flat = debug("climb");
        flat[2] = "flat.zip";
        String[] json = debug("climb", "--json");
        json[2] = "flat.zip";
        JsonNode trace = ask(program, json);
        assertEquals(
                List.of("softmax-for-logits", "zero-gradients"),
                trace.path("flags").findValuesAsText("check"));
        assertTrue(trace.at("/flags/0/defender").asText().endsWith("flat.zip"), trace.toString());
        String text = text(program, flat).replaceAll("\\s+", " ");
        assertTrue(
                text.contains(" Flags: a tournament doubts this, too (!); one sample can raise zero-gradients,"), text);
        assertTrue(
                text.contains(
                        "! zero-gradients: 11 of 11 gradients of samples still answered rightly were zero in every"
                                + " value (100.0 %). More than one in twenty gradients "),
                text);
        assertTrue(text.contains("`./gauntlet flags zero-gradients` says what to do."), text);
    }

    @Test
    void aModelThatGivesNoNumbersIsFlagged() throws IOException {
        spoil("huge.zip", 1e30f);
        String[] huge = debug("climb");
        huge[2] = "huge.zip";
        TestProgram.Result failed = program.run(huge);
        assertEquals(1, failed.status());
        assertTrue(failed.err().startsWith("The attack 'climb' failed. NonFiniteException: "), failed.err());
        assertTrue(
                failed.err()
                        .contains(" A tournament raises the flag zero-gradients for it: `./gauntlet flags"
                                + " zero-gradients` says what to do."),
                failed.err());
    }
}
