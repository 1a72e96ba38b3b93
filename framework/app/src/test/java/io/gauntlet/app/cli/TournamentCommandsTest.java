package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Path;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.app.json.Json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Plays a tiny tournament and asks about it. */
class TournamentCommandsTest {
    private static TestProgram program;

    @TempDir
    static Path folder;

    @BeforeAll
    static void play() throws IOException {
        program = TinyTournament.played();
    }

    private static String ask(String... args) throws IOException {
        TestProgram.Result result = program.run(args);
        assertEquals("", result.err());
        assertEquals(0, result.status());
        return result.out();
    }

    @Test
    void runPrintsTablesCostsAndWhatIsNext() throws IOException {
        TestProgram.Result played = TinyTournament.result();
        assertEquals(0, played.status(), played.err());
        assertTrue(played.err().contains("[5/5]"), played.err());
        assertFalse(played.err().contains("\r"), "no carriage returns in a file");
        String out = played.out();
        assertTrue(out.contains("completed, 4 of 4 matches over, seed 3"), out);
        assertTrue(out.contains("Robust accuracy, % of all samples"), out);
        assertTrue(out.contains("Median distance of successes in linf"), out);
        assertTrue(out.contains("Defenders by worst case"), out);
        assertTrue(out.contains("Attackers by success"), out);
        assertTrue(out.contains("Referee, loading, store and bus add"), out);
        assertTrue(out.contains("Stored as tournament"), out);
        assertTrue(out.contains("./gauntlet serve"), out);
        out.lines()
                .filter(line ->
                        !line.startsWith("Stored") && !line.startsWith("Next") && !line.startsWith("Tournament"))
                .forEach(line -> assertTrue(line.length() <= 100, line));
    }

    @Test
    void aDryRunTellsWhatItWouldCostAndRecordsNothing() throws IOException {
        String before = ask("events");
        TestProgram.Result dry = program.run("run", "--dry-run", "--workers", "2", "tiny.yaml");
        assertEquals(0, dry.status(), dry.err());
        String out = dry.out();
        assertTrue(out.startsWith("Tournament tiny: 2 cells of 12 samples, in 4 matches; nothing was played"), out);
        String darken = line(out, "darken ");
        assertTrue(darken.matches("darken +2 +1 +0 +0 +.*s"), darken);
        String plain = line(out, "plain ");
        assertTrue(plain.matches("plain +mlp +.*s"), plain);
        assertTrue(out.contains("Training about "), out);
        out.lines().forEach(line -> assertTrue(line.length() <= 100, line));
        assertEquals(before, ask("events"));
    }

    private static String line(String out, String start) {
        return out.lines().filter(line -> line.startsWith(start)).findFirst().orElse(out);
    }

    @Test
    void leaderboardAsJson() throws IOException {
        JsonNode view = Json.parse(ask("leaderboard", "tiny", "--json"));
        assertEquals("completed", view.at("/summary/state").asText());
        JsonNode board = view.at("/scoreboards/0");
        assertEquals(
                "linf-0.3-untargeted-white-box", board.at("/threatModel/id").asText());
        assertEquals("linf", board.at("/threatModel/norm").asText());
        assertTrue(board.at("/threatModel/maxQueries").isMissingNode(), "no limit is not a number");
        assertEquals("played", board.at("/cells/0/state").asText());
        assertEquals(12, board.at("/cells/0/samples").asInt());
        double lower = board.at("/defenders/0/lower").asDouble();
        assertEquals(lower, board.at("/defenders/0/robustAccuracy").asDouble());
        double worst = Math.min(
                board.at("/cells/0/robustAccuracy").asDouble(),
                board.at("/cells/1/robustAccuracy").asDouble());
        assertTrue(lower <= worst, "the worst case is never better than any attack");
        assertTrue(board.at("/defenders/0/robustInterval/low").asDouble() < lower);
        assertTrue(board.at("/cells/0/robustInterval/high").isNumber());
        assertEquals(2, board.at("/attackers").size());
    }

    @Test
    void pointsAreAnotherRuleForTheSameVerdicts() throws IOException {
        JsonNode board =
                Json.parse(ask("leaderboard", "tiny", "--json", "--points")).at("/scoreboards/0");
        double survived = 0;
        for (JsonNode cell : board.at("/cells")) {
            survived += 12 * cell.path("robustAccuracy").asDouble();
        }
        assertEquals(survived, board.at("/defenders/0/points").asDouble(), 1e-9);
        assertEquals(
                24 - survived,
                board.at("/attackers/0/points").asDouble()
                        + board.at("/attackers/1/points").asDouble(),
                1e-9);
        assertTrue(ask("leaderboard", "tiny", "--points").contains("Defenders by points"));
        assertFalse(ask("leaderboard", "tiny").contains("points:"));
    }

    @Test
    void leaderboardAsCsv() throws IOException {
        String[] lines = ask("leaderboard", "--csv").split("\n");
        assertEquals(1 + 1 + 2 + 2, lines.length, "header, a defender's standing, two attackers', two cells");
        assertTrue(lines[0].startsWith("tournament,threat_model,defender,attacker,state,"), lines[0]);
        assertTrue(lines[1].contains(",plain,*,decided,1,12,"), lines[1]);
        assertTrue(lines[2].contains(",*,darken,decided,1,12,"), lines[2]);
        assertTrue(lines[4].contains(",plain,darken,played,,12,"), lines[4]);
        int columns = lines[0].split(",", -1).length;
        for (String line : lines) {
            assertEquals(columns, line.split(",", -1).length, line);
        }
    }

    @Test
    void ratingsOfTheGrid() throws IOException {
        String text = ask("leaderboard", "tiny", "--ratings");
        assertTrue(text.contains("Defenders by Nash average"), text);
        assertTrue(text.contains("broke"), text);
        text.lines().forEach(line -> assertTrue(line.length() <= 100, line));
        JsonNode rated = Json.parse(ask("leaderboard", "tiny", "--ratings", "--json"));
        JsonNode ratings = rated.at("/ratings/0");
        assertTrue(ratings.at("/open").isNull());
        JsonNode board = Json.parse(ask("leaderboard", "tiny", "--json")).at("/scoreboards/0");
        double strongest = Math.max(
                1 - board.at("/cells/0/robustAccuracy").asDouble(),
                1 - board.at("/cells/1/robustAccuracy").asDouble());
        assertEquals(strongest, ratings.at("/value").asDouble(), 1e-6, "one defender, so the strongest attack is best");
        boolean any = board.at("/attackers/0/success").asDouble() > 0;
        assertEquals(any ? 1 : 0, ratings.at("/cover").size());
        assertEquals(2, rated.at("/attackTimes").size());
        assertEquals(1 + 3, ask("leaderboard", "tiny", "--ratings", "--csv").split("\n").length);
    }

    /** The same code rates a part of the record and another rule. */
    @Test
    void ratingsOfAnotherRuleAndMoment() throws IOException {
        String now = ask("leaderboard", "tiny", "--ratings", "--csv");
        String last = Json.parse(ask("events", "--json")
                        .lines()
                        .reduce((one, other) -> other)
                        .orElseThrow())
                .path("position")
                .asText();
        assertEquals(now, ask("leaderboard", "tiny", "--ratings", "--csv", "--as-of", last));
        JsonNode one = Json.parse(ask("leaderboard", "tiny", "--ratings", "--json", "--attacks", "darken-half"));
        assertEquals(1, one.at("/ratings/0/attackers").size());
        JsonNode nothing = Json.parse(ask("leaderboard", "tiny", "--ratings", "--json", "--epsilon", "0.9"));
        assertTrue(nothing.at("/ratings/0/open").asText().contains("does not say"), nothing.toString());
    }

    @Test
    void lists() throws IOException {
        assertTrue(ask("tournaments").contains("tiny  completed        4 of 4"));
        assertEquals(
                1, Json.parse(ask("tournaments", "--json")).at("/tournaments").size());
        assertTrue(ask("plugins", "darken").contains("the change as a share of epsilon"));
        assertEquals(
                "climb", Json.parse(ask("plugins", "--json")).at("/attack/0/id").asText());
        assertTrue(Json.parse(ask("schema")).at("/properties/attackers").isObject());
    }

    @Test
    void comparesTwoTournaments() throws IOException {
        String second = TinyTournament.SPEC.replace("name: tiny", "name: other").replace("seed: 3", "seed: 4");
        TestProgram both = new TestProgram(folder)
                .withDatabase("app_compare")
                .write("tiny.yaml", TinyTournament.SPEC)
                .write("other.yaml", second);
        both.run("run", "tiny.yaml", "--workers", "2");
        both.run("run", "other.yaml", "--workers", "2");
        String out = both.run("compare", "tiny", "other").out();
        assertTrue(out.startsWith("First:  tiny ("), out);
        assertTrue(out.contains("- seed: 3, then 4\n"), out);
        assertTrue(out.contains("Threat model linf 0.3, untargeted, white-box; robust accuracy"), out);
        assertTrue(line(out, "plain ").matches("plain +\\(all attacks\\) +12 +.*(yes|no)"), out);
        assertEquals(2, out.lines().filter(line -> line.contains(" darken")).count(), out);
        out.lines().forEach(line -> assertTrue(line.length() <= 100, line));
        JsonNode json =
                Json.parse(both.run("compare", "tiny", "other", "--json").out());
        assertEquals(12, json.at("/comparisons/0/lines/0/samples").asInt());
        assertEquals("name", json.at("/differences/0/path").asText());
        TestProgram.Result same = both.run("compare", "tiny", "tiny");
        assertEquals(2, same.status());
        assertTrue(same.err().contains("mean the same tournament"), same.err());
    }

    @Test
    void eventsByStreamAndPosition() throws IOException {
        String[] scored = ask("events", "--stream", "match", "--json").split("\n");
        long verdicts = java.util.Arrays.stream(scored)
                .map(Json::parse)
                .filter(event -> event.path("type").asText().equals("MatchScored"))
                .count();
        assertEquals(4, verdicts);
        JsonNode third = Json.parse(ask("events", "--json", "--from", "3").split("\n")[0]);
        assertEquals(3, third.path("position").asLong());
    }

    @Test
    void nothingIsLeftToResume() throws IOException {
        assertEquals("Nothing is left to play: every tournament is over.\n", ask("resume"));
        TestProgram.Result result = program.run("leaderboard", "tinny");
        assertEquals(2, result.status());
        assertEquals(
                "There is no tournament 'tinny'. Did you mean 'tiny'? `./gauntlet tournaments` lists them all.\n",
                result.err());
    }

    @Test
    void withoutATournament() throws IOException {
        TestProgram empty = new TestProgram(folder).withDatabase("app_empty");
        assertTrue(empty.run("tournaments").out().startsWith("No tournament was played here yet"));
        assertEquals(2, empty.run("leaderboard").status());
        assertTrue(empty.run("migrate").out().contains("is up to date, with 0 events."));
    }

    @Test
    void doctorLooksAtEverything() throws IOException {
        String out = program.run("doctor").out();
        for (String what : new String[] {
            "Java",
            "CPU",
            "BLAS core",
            "ND4J backend",
            "threads",
            "GPU",
            "arrays",
            "memory",
            "data folder",
            "database",
            "plug-ins",
            "data set dots",
            "abandoned threads"
        }) {
            assertTrue(out.contains("\n" + what) || out.startsWith(what), what + " in " + out);
        }
    }
}
