package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Mistakes and faults end with the right status and one line that says what to do. */
@ExtendWith(PlayedTournament.class)
class FaultsTest {
    private static final int FAILED = 1;
    private static final int MISTAKE = 2;

    @Test
    void aDatabaseThatIsNotThere(Cli cli) throws Exception {
        fails(
                cli,
                FAILED,
                "The database server at jdbc:postgresql://127.0.0.1:1/x cannot be reached",
                "tournaments",
                "--database-url",
                "jdbc:postgresql://127.0.0.1:1/x");
    }

    @Test
    void aWrongPasswordAndAPortInUse(Cli cli) throws Exception {
        try (Server server = Server.start(cli)) {
            String url = "jdbc:postgresql://127.0.0.1:" + databasePort(cli) + "/gauntlet";
            fails(
                    cli,
                    FAILED,
                    "refuses this user or password",
                    "tournaments",
                    "--database-url",
                    url,
                    "--database-user",
                    "postgres",
                    "--database-password",
                    "wrong");
            String port = Integer.toString(server.port());
            fails(cli, FAILED, "The port " + port + " of 127.0.0.1 is in use", "serve", "--port", port);
        }
    }

    /** The fourth line of the file that a running PostgreSQL keeps is its port. */
    static String databasePort(Cli cli) throws IOException {
        return Files.readAllLines(cli.folder().resolve(".gauntlet/postgres/data/postmaster.pid"))
                .get(3)
                .strip();
    }

    @Test
    void anAddressThatOthersReach(Cli cli) throws Exception {
        fails(cli, MISTAKE, "The address 0.0.0.0 can be reached by others", "serve", "--host", "0.0.0.0");
    }

    @Test
    void aFileAsDataFolder(Cli cli) throws Exception {
        fails(cli, FAILED, "is a file or lies below one", "tournaments", "--data-folder", "blobs.yaml");
    }

    @Test
    void malformedYaml(Cli cli, @TempDir Path folder) throws Exception {
        Path spec = Files.writeString(folder.resolve("bad.yaml"), "name: x\nsamples: [1, 2\nseed: 5\n");
        fails(cli, MISTAKE, spec + ", line 3, column 5: This is not YAML", "run", spec.toString());
    }

    @Test
    void mistakesInASpec(Cli cli, @TempDir Path folder) throws Exception {
        mistake(cli, folder, "attack: noise", "attack: nois", "Did you mean 'noise'?");
        mistake(cli, folder, "{steps: 20,", "{stepz: 20,", "has no parameter 'stepz'. Did you mean 'steps'?");
        mistake(
                cli,
                folder,
                "linf, epsilon: 0.1",
                "linf, epsilon: -0.1",
                "epsilon must be a positive number, not -0.1");
        mistake(cli, folder, "samples: 400", "samples: [0-50, 40-60]", "Sample 40 is in two ranges");
        mistake(cli, folder, "samples: 400", "samples: []", "There must be at least one sample");
        mistake(cli, folder, "samples: 400", "samples: [9-3]", "The range 9-3 is reversed");
        mistake(cli, folder, "samples: 400", "samples: [0-500]", "has 500 samples, numbered from 0 to 499");
    }

    private static void mistake(Cli cli, Path folder, String right, String wrong, String sentence) throws Exception {
        String spec = Files.readString(cli.folder().resolve("blobs.yaml"));
        assertTrue(spec.contains(right), right);
        Path file = Files.writeString(folder.resolve("wrong.yaml"), spec.replace(right, wrong));
        fails(cli, MISTAKE, sentence, "run", file.toString());
    }

    @Test
    void damagedExamplesAndAMissingModel(Cli cli, @TempDir Path folder) throws Exception {
        Path noArray = Files.writeString(folder.resolve("text.npy"), "no array", StandardCharsets.UTF_8);
        judgeFails(cli, noArray, "00", "text.npy is not an npy file");
        Path whole = NpyFile.write(folder.resolve("whole.npy"), new float[2 * 64], 2, 8, 8, 1);
        byte[] bytes = Files.readAllBytes(whole);
        Path cut = Files.write(folder.resolve("cut.npy"), Arrays.copyOf(bytes, bytes.length - 100));
        judgeFails(cli, cut, "00", "it was cut off or changed");
        judgeFails(cli, whole, "none.onnx", "There is no file none.onnx, and no model whose SHA-256 begins like that");
        judgeFails(cli, folder.resolve("missing.npy"), "00", "There is no file");
    }

    private static void judgeFails(Cli cli, Path examples, String model, String sentence) throws Exception {
        fails(
                cli,
                MISTAKE,
                sentence,
                "judge",
                examples.toString(),
                "--model",
                model,
                "--dataset",
                "blobs",
                "--norm",
                "linf",
                "--epsilon",
                "0.1");
    }

    /** One line, no trace of the stack, nothing on standard output. */
    static void fails(Cli cli, int status, String sentence, String... arguments) throws Exception {
        Cli.Result result = cli.run(arguments);
        assertEquals(status, result.status(), result.error() + result.output());
        // The launcher may have a word of its own where the sources are newer than the build.
        long lines = result.error().lines().filter(line -> !line.endsWith(" …")).count();
        assertEquals(1, lines, result.error());
        assertTrue(result.error().contains(sentence), result.error());
        assertFalse(result.error().contains("Exception"), result.error());
        assertEquals("", result.output());
    }
}
