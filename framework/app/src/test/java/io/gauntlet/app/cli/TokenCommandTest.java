package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Tokens from beginning to end. */
class TokenCommandTest {
    @TempDir
    Path folder;

    private void refuses(TestProgram program, String sentence, String... args) throws IOException {
        TestProgram.Result result = program.run(args);
        assertEquals(sentence, result.err().strip());
        assertEquals(ExitStatus.MISTAKE, result.status());
        assertEquals("", result.out());
    }

    @Test
    void aTokenIsShownOnceListedAndRevoked() throws IOException {
        TestProgram program = new TestProgram(folder).withDatabase("app_tokens");
        assertTrue(program.run("token", "list").out().startsWith("There are no tokens"));
        TestProgram.Result created = program.run("token", "create", "ada", "--role", "runner");
        assertEquals(0, created.status(), created.err());
        String secret = created.out().strip();
        assertTrue(secret.matches("gauntlet_[A-Za-z0-9_-]{43}"), "256 bits, alone on standard output: " + secret);
        refuses(
                program,
                "There is a token named 'ada' already: revoke it first, or choose another name.",
                "token",
                "create",
                "ada",
                "--role",
                "reader");

        String list = program.run("token", "list").out();
        assertTrue(list.lines().anyMatch(line -> line.matches("ada +runner +\\d{4}-\\S+ \\S+ +-")), list);
        assertFalse(list.contains(secret), "a secret is shown once");
        assertEquals(0, program.run("token", "revoke", "ada").status());
        String after = program.run("token", "list").out();
        assertTrue(after.lines().anyMatch(line -> line.matches("ada +runner +\\d{4}-\\S+ \\S+ +\\d{4}-.*")), after);
        refuses(
                program,
                "There is no valid token named 'ada'; `./gauntlet token list` shows all.",
                "token",
                "revoke",
                "ada");

        String events = program.run("events", "--json").out();
        assertTrue(events.contains("TokenCreated") && events.contains("TokenRevoked"), events);
        assertFalse(events.contains(secret), "the record holds no secret");
        assertTrue(
                Files.isRegularFile(folder.resolve(".gauntlet/logs/gauntlet.log")),
                "the log is in a folder of its own");
        assertFalse(
                Files.readString(folder.resolve(".gauntlet/logs/gauntlet.log")).contains(secret));
    }

    @Test
    void mistakes() throws IOException {
        TestProgram program = new TestProgram(folder);
        refuses(
                program,
                "There is no role 'raeder'. Did you mean 'reader'? There are reader, runner, admin.",
                "token",
                "create",
                "ada",
                "--role",
                "raeder");
        refuses(
                program,
                "There is no command 'token creat'. Did you mean 'create'? There are create, list and revoke.",
                "token",
                "creat");
        refuses(
                program,
                "Say what to do: `./gauntlet token create NAME --role reader`, `token list` or `token revoke NAME`.",
                "token");
    }

    @Test
    void aServerKnowsWhatItMayBeAsked() throws IOException {
        TestProgram program = new TestProgram(folder).withDatabase("app_serve");
        refuses(
                program,
                "The address 0.0.0.0 can be reached by others, and there is no token to let anybody in: create one with"
                        + " `./gauntlet token create NAME --role reader`, or serve on 127.0.0.1 without --public-host.",
                "serve",
                "--host",
                "0.0.0.0");
        refuses(
                program,
                "A server that is read-only plays nothing: leave out --workers or --read-only.",
                "serve",
                "--read-only",
                "--workers",
                "1");
        refuses(
                program,
                "The option --grace must be a whole number of seconds from 0 to 3600, not -1.",
                "serve",
                "--grace",
                "-1");
    }
}
