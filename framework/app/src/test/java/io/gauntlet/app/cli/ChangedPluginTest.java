package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.app.json.Json;
import io.gauntlet.app.text.ReloadText;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.runtime.plugin.LoadedPlugins;
import io.gauntlet.runtime.plugin.PluginReload;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.embedded.EmbeddedPostgres;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A plug-in that has changed since it was recorded: nothing of that is silent. */
class ChangedPluginTest {
    private static final String PARAMETERS = "parameters: 'share' is 0.9 by default instead of 1; 'share' takes numbers"
            + " from 0 to 2 instead of numbers from 0 to 1; 'times' is new and 1 by default";

    @TempDir
    static Path folder;

    private static TestProgram before;
    private static TestProgram now;
    private static String model;

    @BeforeAll
    static void playThenChange() throws IOException {
        before = new TestProgram(folder)
                .withDatabase("app_changed")
                .write("tiny.yaml", TinyTournament.SPEC)
                .withPlugin(false);
        TestProgram.Result played = before.run("run", "tiny.yaml", "--workers", "2");
        assertEquals(0, played.status(), played.err());
        assertFalse(played.err().contains("recorded last"), "at first nothing was: " + played.err());
        now = new TestProgram(folder)
                .with("GAUNTLET_DATABASE_URL", before.variable("GAUNTLET_DATABASE_URL"))
                .with("GAUNTLET_DATABASE_USER", before.variable("GAUNTLET_DATABASE_USER"))
                .with("GAUNTLET_DATABASE_PASSWORD", before.variable("GAUNTLET_DATABASE_PASSWORD"))
                .withPlugin(true);
        model = leaderboard("tiny").at("/models/0/model").asText();
    }

    private static JsonNode leaderboard(String tournament) throws IOException {
        return Json.parse(before.run("leaderboard", tournament, "--json").out());
    }

    private static LoadedPlugins load(TestProgram program) throws IOException {
        return Gauntlet.load(List.of(program.ownPlugins()));
    }

    @Test
    void aStoredModelOfAnotherVersionIsRefusedInASentence() throws IOException {
        TestProgram.Result refused = now.run(
                "attack",
                "--model",
                model.substring(0, 12),
                "--dataset",
                "dots",
                "--attack",
                "darken",
                "--norm",
                "linf",
                "--epsilon",
                "0.3");
        assertEquals(ExitStatus.MISTAKE, refused.status(), refused.err());
        assertTrue(
                refused.err()
                        .startsWith("The defense 'plain' has changed since the model " + model.substring(0, 12)
                                + " was trained (its jars were "),
                refused.err());
        assertTrue(
                refused.err()
                        .strip()
                        .endsWith(", version 1 as before; the same parameters): restore its jars, or train the model"
                                + " again."),
                refused.err());
    }

    @Test
    void thePageOfAPluginSaysWhatChanged() throws IOException {
        TestProgram.Result page = now.run("plugins", "darken");
        assertEquals("", page.err());
        String text = page.out().replaceAll("\\s+", " ");
        assertTrue(text.contains("Since another version was recorded: its jars were "), text);
        assertTrue(text.contains(", version 2 after 1; " + PARAMETERS + "."), text);
        JsonNode json = Json.parse(now.run("plugins", "darken", "--json").out());
        assertEquals("1", json.at("/0/since/version").asText());
        assertEquals(3, json.at("/0/since/parameters").size());
    }

    @Test
    void aReloadSaysWhatChanged() throws IOException {
        try (LoadedPlugins old = load(before);
                LoadedPlugins fresh = load(now)) {
            PluginReload.Change change = new PluginReload.Change(
                    old.plugins().get(0), fresh.plugins().get(0));
            String line = ReloadText.lines(
                            new PluginReload(List.of(), List.of(change), List.of(), List.of(), List.of()))
                    .get(0);
            assertTrue(line.contains("attack 'darken', version 2 after 1 (" + PARAMETERS + ")"), line);
            assertTrue(line.contains("attack 'climb', version 1 as before;"), line);
        }
    }

    /** What was planned before is neither forfeited nor played by another version, and goes on once its jars are back. */
    @Test
    void whatWasPlannedWaitsForItsVersion() throws Exception {
        UUID left = planned();
        String start = left.toString().substring(0, 8);
        TestProgram.Result resumed = now.run("resume", start);
        assertEquals(ExitStatus.MISTAKE, resumed.status(), resumed.err());
        assertTrue(resumed.err().startsWith("The attack 'darken' has changed since this was planned ("), resumed.err());
        assertTrue(
                resumed.err().contains(PARAMETERS + "): restore its jars, or plan the tournament again."),
                resumed.err());

        now.write("later.yaml", TinyTournament.SPEC.replace("name: tiny", "name: later"));
        TestProgram.Result run = now.run("run", "later.yaml", "--workers", "2");
        assertEquals(0, run.status(), run.err());
        assertTrue(run.err().contains("The attack 'darken' is not what was recorded last (its jars were "), run.err());
        assertTrue(run.err().contains(PARAMETERS + "): check what your spec gives it"), run.err());
        assertTrue(
                run.err()
                        .contains(
                                "Loaded from other jars than recorded last, with the same versions and parameters: data"
                                        + " set 'dots', defense 'plain'."),
                run.err());
        assertTrue(
                run.err().contains("The tournament " + start + " is not gone on with: The attack 'darken'"), run.err());

        TestProgram.Result again = before.run("resume", start, "--workers", "2");
        assertEquals(0, again.status(), again.err());
        for (JsonNode cell : leaderboard(start).at("/scoreboards/0/cells")) {
            assertEquals("played", cell.path("state").asText(), cell.toString());
        }
    }

    private static UUID planned() throws Exception {
        GauntletConfig config = new GauntletConfig(
                DatabaseConfig.external(
                        TestProgram.server().url("app_changed"),
                        EmbeddedPostgres.USER,
                        TestProgram.server().password()),
                List.of(before.ownPlugins()),
                Optional.empty(),
                folder.resolve("cache"),
                1,
                false);
        try (Gauntlet gauntlet = Gauntlet.open(config)) {
            return gauntlet.plan(SpecReader.read(
                    TinyTournament.SPEC.replace("name: tiny", "name: left").replace("seed: 3", "seed: 4"),
                    "left.yaml",
                    gauntlet.catalog()));
        }
    }
}
