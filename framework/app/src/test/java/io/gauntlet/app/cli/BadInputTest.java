package io.gauntlet.app.cli;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.gauntlet.app.TestProgram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** One clear sentence, the right status, and no stack trace. */
class BadInputTest {
    private static final String SPEC = """
            name: tiny
            data-set: dots
            samples: 8
            architecture: mlp
            defenders:
              - defense: plain
            attackers:
              - attack: darken
                params: {share: 0.5}
            threat-models:
              - norm: linf
                epsilon: 0.3
            """;

    @TempDir
    Path folder;

    private TestProgram program;

    @BeforeEach
    void prepare() {
        program = new TestProgram(folder);
    }

    private void refuses(int status, String sentence, String... args) throws IOException {
        TestProgram.Result result = program.run(args);
        assertEquals(sentence, result.err().strip());
        assertEquals(status, result.status());
        assertEquals("", result.out());
    }

    @Test
    void commandsAndOptionsThatDoNotExist() throws IOException {
        refuses(2, "There is no command 'rnu'. Did you mean 'run'?", "rnu");
        refuses(
                2,
                "There is no option --jsn of `./gauntlet leaderboard`. Did you mean '--json'?"
                        + " `./gauntlet leaderboard --help` tells more.",
                "leaderboard",
                "--jsn");
        refuses(
                2,
                "`./gauntlet run` needs SPEC.yaml: the file that says who plays. `./gauntlet run --help` tells more.",
                "run");
        refuses(
                2,
                "'b.yaml' is one argument too many for `./gauntlet run`. `./gauntlet run --help` tells more.",
                "run",
                "a.yaml",
                "b.yaml");
        refuses(
                2,
                "The option --seed takes a whole number, not 'abc'. `./gauntlet run --help` tells more.",
                "run",
                "a.yaml",
                "--seed",
                "abc");
        refuses(
                2,
                "`./gauntlet judge` needs the option --model ID|FILE. `./gauntlet judge --help` tells more.",
                "judge",
                "a.npy",
                "--dataset",
                "dots",
                "--norm",
                "linf",
                "--epsilon",
                "0.1");
        assertFalse(Files.exists(folder.resolve(".gauntlet")), "nothing is left behind by a mistake");
    }

    @Test
    void valuesOutOfRange() throws IOException {
        program.write("a.yaml", SPEC);
        refuses(
                2,
                "The option --workers must be a whole number from 1 to 1024, not 0.",
                "run",
                "a.yaml",
                "--workers",
                "0");
        refuses(
                2,
                "There is no norm 'linv'. Did you mean 'linf'? There are linf, l2, l1, l0.",
                "judge",
                "a.npy",
                "--model",
                "x",
                "--dataset",
                "dots",
                "--norm",
                "linv",
                "--epsilon",
                "0.1");
        refuses(
                2,
                "The option --epsilon is wrong: epsilon must be a positive number, not -0.3.",
                "judge",
                "a.npy",
                "--model",
                "x",
                "--dataset",
                "dots",
                "--norm",
                "linf",
                "--epsilon",
                "-0.3");
        refuses(
                2,
                "Pictures do not tell the pose they are in, so that poses cannot be judged from a file: have the attack"
                        + " itself played by `./gauntlet attack` with --rotation and --translation, or judge the pictures"
                        + " in linf, l2, l1 or l0.",
                "judge",
                "a.npy",
                "--model",
                "x",
                "--dataset",
                "dots",
                "--norm",
                "pose",
                "--epsilon",
                "1");
        refuses(2, "The option --from takes a position, which is 1 or more, not 0.", "events", "--from", "0");
        refuses(2, "The options --json and --csv exclude each other: choose one.", "leaderboard", "--json", "--csv");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    attack: darken   | attack: darkn     | There is no attack named 'darkn'. Did you mean 'darken'?
                    share: 0.5       | shar: 0.5         | has no parameter 'shar'. Did you mean 'share'?
                    share: 0.5       | share: much       | The parameter 'share' of the attack 'darken' must be a number
                    share: 0.5       | share: 2          | The parameter 'share' of the attack 'darken' must be
                    epsilon: 0.3     | epsilon: -0.3     | epsilon must be a positive number, not -0.3.
                    samples: 8       | samples: []       | There must be at least one sample
                    samples: 8       | samples: [0-4, 3-6] | Sample 3 is in two ranges
                    samples: 8       | samples: [0-4     | a.yaml, line
                    """)
    void specs(String right, String wrong, String sentence) throws IOException {
        program.write("a.yaml", SPEC.replace(right, wrong));
        TestProgram.Result result = program.run("run", "a.yaml");
        assertTrue(result.err().contains(sentence), result.err());
        assertTrue(result.err().contains("a.yaml"), result.err());
        assertFalse(result.err().contains("\tat "), result.err());
        assertEquals(2, result.status());
    }

    @Test
    void filesAndFoldersThatDoNotExist() throws IOException {
        refuses(
                2,
                "There is no file no.yaml: name the YAML file of a tournament, such as"
                        + " examples/tournaments/mnist-quick.yaml.",
                "run",
                "no.yaml");
        refuses(
                2,
                "The folder " + folder.resolve("no") + " of --plugins does not exist: create it or name another.",
                "plugins",
                "--plugins",
                "no");
        refuses(
                2,
                "There is no plug-in named 'darkn'. Did you mean 'darken'? `./gauntlet plugins` lists them all.",
                "plugins",
                "darkn");
    }

    @Test
    void databasesThatCannotBeUsed() throws IOException {
        refuses(
                2,
                "'mysql://here' is no PostgreSQL address: write jdbc:postgresql://host:port/database.",
                "tournaments",
                "--database-url",
                "mysql://here");
        TestProgram.Result unreachable;
        // Bound and not listening: nobody else can take the port meanwhile.
        try (SocketChannel socket = SocketChannel.open()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            String url = "jdbc:postgresql://127.0.0.1:" + socket.socket().getLocalPort() + "/x";
            unreachable = program.run("tournaments", "--database-url", url, "--database-user", "u");
        }
        assertEquals(1, unreachable.status());
        assertTrue(
                unreachable.err().contains("cannot be reached")
                        && unreachable.err().contains("check that it runs and that host and port are right."),
                unreachable.err());
        TestProgram.Result password =
                program.withDatabase("app_password").run("tournaments", "--database-password", "wrong");
        assertEquals(1, password.status());
        assertTrue(password.err().contains("refuses this user or password"), password.err());
        assertFalse(password.err().contains("\tat "), password.err());
    }

    @Test
    void addressesOfTheServer() throws IOException {
        refuses(2, "A port is a number from 0 to 65535, not 70000.", "serve", "--port", "70000");
        program.withDatabase("app_port");
        try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            refuses(
                    1,
                    "The port " + taken.getLocalPort()
                            + " of 127.0.0.1 is in use: choose another with --port, or end the"
                            + " program that uses it.",
                    "serve",
                    "--port",
                    Integer.toString(taken.getLocalPort()));
        }
    }

    @Test
    void damagedFolders() throws IOException {
        Files.createDirectories(folder.resolve("plugins.d2/broken"));
        Files.writeString(folder.resolve("plugins.d2/broken/broken.jar"), "not a jar");
        TestProgram.Result result = program.run("plugins", "--plugins", "plugins.d2");
        assertEquals(0, result.status());
        assertTrue(result.err().contains("broken"), result.err());
        assertTrue(result.out().contains("darken"), "the others are there");
    }
}
