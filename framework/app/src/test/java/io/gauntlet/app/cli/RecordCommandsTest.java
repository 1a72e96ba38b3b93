package io.gauntlet.app.cli;

import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import com.fasterxml.jackson.databind.JsonNode;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.app.json.Json;
import io.gauntlet.store.Database;
import io.gauntlet.store.DatabaseConfig;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is asked of the record afterwards, on a tournament of a second and on copies of it that are damaged. */
class RecordCommandsTest {
    @TempDir
    static Path folder;

    private static TestProgram program;
    private static String played;

    private static @Nullable TestProgram copy;

    @BeforeAll
    static void play() throws IOException {
        program = new TestProgram(folder).withDatabase("app_record").write("tiny.yaml", TinyTournament.SPEC);
        TestProgram.Result result = program.run("run", "tiny.yaml", "--workers", "2");
        assertEquals(0, result.status(), result.err());
        played = result.out();
        assertEquals(0, program.run("export", "tiny", "-o", "tiny.zip").status());
    }

    private static String ask(TestProgram of, String... args) throws IOException {
        TestProgram.Result result = of.run(args);
        assertEquals(0, result.status(), result.out() + result.err());
        return result.out();
    }

    private static String refused(TestProgram of, int status, String... args) throws IOException {
        TestProgram.Result result = of.run(args);
        assertEquals(status, result.status(), result.out() + result.err());
        return result.out() + result.err();
    }

    /** Another database that holds the same tournament; whoever changes it undoes that. */
    private static TestProgram copy() throws IOException {
        if (copy == null) {
            copy = copy("app_copy");
        }
        return copy;
    }

    private static TestProgram copy(String name) throws IOException {
        TestProgram fresh = new TestProgram(folder).withDatabase(name);
        ask(fresh, "import", "tiny.zip");
        return fresh;
    }

    static String sql(TestProgram of, String... statements) throws SQLException {
        try (Connection connection = DriverManager.getConnection(
                        of.variable("GAUNTLET_DATABASE_URL"),
                        of.variable("GAUNTLET_DATABASE_USER"),
                        of.variable("GAUNTLET_DATABASE_PASSWORD"));
                Statement statement = connection.createStatement()) {
            // As somebody with all rights would: triggers and foreign keys do not look.
            statement.execute("set session_replication_role = replica");
            String last = "";
            for (String one : statements) {
                if (statement.execute(one)) {
                    try (ResultSet row = statement.getResultSet()) {
                        last = row.next() ? row.getString(1) : "";
                    }
                }
            }
            return last;
        }
    }

    private static String match(TestProgram of, String attacker) throws SQLException {
        return sql(of, "select id from projection.match_result where attacker = '" + attacker + "' and slice = 0");
    }

    @Test
    void verifyFindsNothing() throws IOException {
        String out = ask(program, "verify");
        assertTrue(out.contains("the chain is whole"), out);
        assertTrue(out.contains("24 of 4 matches re-scored, 0 within rounding; 0 dropped by policy"), out);
        assertTrue(out.contains("Everything is as it was recorded."), out);
        assertTrue(ask(program, "verify", "tiny", "--hashes-only").contains("as it was recorded"));
        JsonNode json = Json.parse(ask(program, "verify", "--json"));
        assertEquals(24, json.at("/examples").asInt());
    }

    @Test
    void runPrintsTheHeadThatVerifyTakes() throws IOException {
        String line = played.lines()
                .filter(one -> one.startsWith("Head "))
                .findFirst()
                .orElseThrow();
        String head = line.substring(line.indexOf(": ") + 2);
        assertEquals(64, head.length(), line);
        assertTrue(played.contains("`./gauntlet verify --head " + head.substring(0, 16)), played);
        assertTrue(ask(program, "verify", "--hashes-only", "--head", head).contains("as it was recorded"));
        ask(program, "verify", "--hashes-only", "--head", head.substring(0, 16));
        String other = refused(program, 1, "verify", "--hashes-only", "--head", "0123456789abcdef");
        assertTrue(other.contains("the tail of the log was cut off, or this is another database"), other);
        assertTrue(refused(program, 2, "verify", "--head", "xyz").contains("64 hex digits"));
    }

    @Test
    void aFlippedByteOfAnArtifactIsFound() throws Exception {
        TestProgram copy = copy();
        String match = match(copy, "darken");
        String sha = sql(copy, "select examples from projection.match_result where id = '" + match + "'");
        String flip =
                "update artifact_chunk set data = set_byte(data, length(data) / 2, get_byte(data, length(data) / 2) # 4)"
                        + " where sha = decode('" + sha + "', 'hex')";
        sql(copy, flip);
        String out = refused(copy, 1, "verify");
        sql(copy, flip);
        assertTrue(out.contains("Artifact " + sha + " is damaged in the store"), out);
        assertTrue(out.contains("Match " + match + " (darken against plain"), out);
        assertTrue(out.contains("18 of 3 matches re-scored"), out);
        assertFalse(out.contains("Everything is"), out);
    }

    @Test
    void aFlippedByteOfAnEventIsFound() throws Exception {
        TestProgram copy = copy();
        String position = sql(
                copy,
                "update event set data = replace(data::text, '\"samples\":6', '\"samples\":7')::json where position ="
                        + " (select min(position) from event where type = 'MatchScored') returning position");
        String out = refused(copy, 1, "verify");
        sql(
                copy,
                "update event set data = replace(data::text, '\"samples\":7', '\"samples\":6')::json where position = "
                        + position);
        assertTrue(out.contains("At position " + position + ": "), out);
        assertTrue(out.contains("is not what its content hash was computed from"), out);
        assertTrue(out.contains("event " + position + "), its event does not say what its outcomes add up to"), out);
        assertTrue(out.contains("2 things differ from what was recorded:"), out);
    }

    @Test
    void aVerdictThatTheModelDoesNotGiveIsFoundAndSoIsATailThatWasCutOff() throws Exception {
        TestProgram copy = copy("app_spoiled");
        UUID match = UUID.fromString(match(copy, "darken-half"));
        UUID forged = ForgedMatch.append(copy, match, outcomes -> {
            outcomes.margin()[2] += 1;
            outcomes.linf()[4] = 0.25f;
        });
        String out = refused(copy, 1, "verify");
        assertTrue(out.contains("the chain is whole"), "every hash is right: " + out);
        assertTrue(out.contains("Match " + forged + " (darken-half against plain"), out);
        assertTrue(out.contains(", sample 2: the margin is recorded as "), out);
        assertTrue(out.contains(", sample 4: the distance in linf is recorded as 0.25, the example's is 0.15"), out);
        assertTrue(out.contains("2 things differ"), out);
        assertTrue(out.contains("30 of 5 matches re-scored"), out);
        cutOff(copy);
    }

    /** What was recorded last is taken away, and the head set back, so that the rest is a chain again. */
    private static void cutOff(TestProgram spoiled) throws Exception {
        TestProgram.Result before = spoiled.run("verify", "--json", "--hashes-only");
        String head = Json.parse(before.out()).at("/head/link").asText();
        sql(
                spoiled,
                "delete from event where position = (select position from event_log)",
                "update event_log set position = position - 1,"
                        + " link = (select link from event order by position desc limit 1)");
        String alone = ask(spoiled, "verify", "--hashes-only");
        assertTrue(alone.contains("the chain is whole"), "by itself the rest is a chain: " + alone);
        String out = refused(spoiled, 1, "verify", "--hashes-only", "--head", head);
        assertTrue(out.contains("No event has the link " + head + ": the tail of the log was cut off"), out);
    }

    @Test
    void aRevokedMatchChangesTheRankAndShowsTheReason() throws Exception {
        TestProgram copy = new TestProgram(folder).withDatabase("app_revoked");
        ask(copy, "run", folder.resolve("tiny.yaml").toString(), "--workers", "2");
        String before = ask(copy, "leaderboard", "--csv");
        assertTrue(before.contains(",plain,*,decided,1,12,"), before);
        String match = match(copy, "darken");
        String out = ask(copy, "revoke", "match", match.substring(0, 8), "--reason", "its labels were shuffled");
        assertTrue(out.startsWith("Revoked match " + match), out);
        assertTrue(out.contains("Tournament tiny"), out);
        assertTrue(out.contains("1 match counts no longer"), out);
        assertTrue(out.contains("  darken against plain (linf-0.3-untargeted-white-box)"), out);
        assertTrue(out.contains("): rank 1, "), out);
        assertTrue(out.contains("→ not ranked, "), out);
        String board = ask(copy, "leaderboard");
        assertTrue(board.contains("[1] revoked: its labels were shuffled"), board);
        assertTrue(board.contains("1 match is revoked and not counted"), board);
        assertTrue(ask(copy, "leaderboard", "--csv").contains(",plain,*,undecided,,12,"));
        long declared = Long.parseLong(sql(copy, "select position from event_log"));
        assertEquals(before, ask(copy, "leaderboard", "--csv", "--as-of", Long.toString(declared - 1)));
        String corrected = ask(copy, "leaderboard", "--as-of", Long.toString(declared - 1), "--corrected");
        assertTrue(corrected.contains("[1] revoked: its labels were shuffled"), corrected);
        assertTrue(corrected.contains("without what was revoked since"), corrected);

        String id =
                Json.parse(ask(copy, "revoke", "--list", "--json")).at("/0/id").asText();
        assertTrue(ask(copy, "revoke", "--list").contains("its labels were shuffled"));
        String lifted = ask(copy, "revoke", "--lift", id.substring(0, 6), "--reason", "they were not");
        assertTrue(lifted.contains("1 match counts again"), lifted);
        assertEquals(before, ask(copy, "leaderboard", "--csv"));
        assertTrue(refused(copy, 2, "revoke", "--lift", id, "--reason", "again").contains("is lifted already"));

        String all = ask(copy, "revoke", "plugin-version", "darken@1", "--reason", "too dark");
        assertTrue(all.startsWith("Revoked plugin-version attack/darken@1 "), all);
        assertTrue(all.contains("4 matches count no longer"), all);
        String gone = ask(copy, "leaderboard");
        assertTrue(gone.contains("revoked [1]"), gone);
        assertTrue(gone.contains("0.0–100.0"), gone);
        String model = sql(copy, "select model from projection.match_result limit 1");
        assertTrue(ask(copy, "revoke", "model", model.substring(0, 12), "--reason", "leaked test data")
                .contains("Revoked model " + model));
        assertTrue(ask(copy, "verify").contains("Everything is as it was recorded."), "the record itself is as it was");
    }

    @Test
    void resumePlaysARevokedMatchAgain() throws Exception {
        TestProgram copy = new TestProgram(folder).withDatabase("app_again");
        ask(copy, "run", folder.resolve("tiny.yaml").toString(), "--workers", "2");
        String before = ask(copy, "leaderboard", "--csv");
        String match = match(copy, "darken");
        ask(copy, "revoke", "match", match, "--reason", "its labels were shuffled");
        long declared = Long.parseLong(sql(copy, "select position from event_log"));
        assertTrue(ask(copy, "leaderboard", "--csv").contains(",plain,*,undecided,"));

        String out = ask(copy, "resume", "tiny", "--workers", "2");
        assertTrue(out.contains("1 match of 'tiny' with revoked results is played again."), out);
        assertFalse(ask(copy, "leaderboard").contains("revoked"));
        assertEquals(before, ask(copy, "leaderboard", "--csv"), "the same attack does the same");
        String scored =
                "select count(*) || ' ' || max(position) from event where type = 'MatchScored' and stream = 'match-"
                        + match + "'";
        assertTrue(Long.parseLong(sql(copy, scored).substring(2)) > declared, sql(copy, scored));
        assertTrue(sql(copy, scored).startsWith("2 "));
        assertTrue(ask(copy, "leaderboard", "--csv", "--as-of", Long.toString(declared))
                .contains(",plain,*,undecided,"));
        String verified = ask(copy, "verify");
        assertTrue(verified.contains("30 of 5 matches re-scored"), verified);
        assertTrue(ask(copy, "projections", "rebuild", "--check").contains("equal"));
        assertTrue(ask(copy, "resume", "tiny").contains("is over"));

        ask(copy, "revoke", "plugin-version", "darken@1", "--reason", "too dark");
        String still = ask(copy, "resume");
        assertTrue(
                still.contains("Of 'tiny': What is installed is still attack/darken@1, which is revoked (too dark):"),
                still);
        assertTrue(still.contains("Nothing is left to play"), still);
        String model = sql(copy, "select model from projection.match_result limit 1");
        ask(copy, "revoke", "model", model, "--reason", "leaked test data");
        assertTrue(ask(copy, "resume").contains("would be learned again as it is"));
    }

    @Test
    void whatCannotBeRevokedIsSaid() throws IOException {
        assertTrue(
                refused(program, 2, "revoke", "match", "0000", "--reason", "x").contains("There is no match '0000'"));
        String version = refused(program, 2, "revoke", "plugin-version", "darkn@1", "--reason", "x");
        assertTrue(version.contains("Did you mean 'darken@1'?"), version);
        assertTrue(version.contains("attack/darken@1"), version);
        assertTrue(refused(program, 2, "revoke", "match", "0000").contains("Say why with --reason"));
        assertTrue(refused(program, 2, "revoke", "mtch", "0", "--reason", "x").contains("Did you mean 'match'?"));
        assertTrue(refused(program, 2, "revoke").contains("Say what to revoke"));
        assertEquals("Nothing was revoked.\n", ask(program, "revoke", "--list"));
    }

    @Test
    void importedTablesAreEqualAndVerify() throws Exception {
        TestProgram copy = copy();
        assertEquals(ask(program, "leaderboard", "--csv"), ask(copy, "leaderboard", "--csv"));
        assertTrue(ask(copy, "verify").contains("24 of 4 matches re-scored, 0 within rounding"));
        assertTrue(ask(copy, "import", "tiny.zip").contains("all are known here already"));
        assertTrue(refused(program, 2, "export", "tiny", "-o", "tiny.zip").contains("exists already"));
        assertTrue(refused(program, 2, "export", "-o", "x.zip").contains("Say what to export"));
        assertTrue(refused(program, 2, "export", "--all", "-o", "none/x.zip").contains("its folder does not exist"));
        assertTrue(refused(program, 2, "import", "x.zip").contains("There is no file x.zip"));
        assertTrue(refused(program, 1, "import", "tiny.yaml").contains("no sound zip file"));
        ask(copy, "export", "--all", "-o", "all.zip");
        TestProgram third = new TestProgram(folder).withDatabase("app_restored");
        String restored = ask(third, "import", "all.zip");
        assertTrue(restored.contains("Tournament tiny ("), restored);
        assertEquals(ask(program, "leaderboard", "--csv"), ask(third, "leaderboard", "--csv"));
    }

    @Test
    void asOfBeforeAMatchItIsNotPlayed() throws Exception {
        String last = sql(program, "select max(position) from event where type = 'MatchScored'");
        String first = sql(program, "select min(position) from event where type = 'MatchScored'");
        String before = ask(program, "leaderboard", "--as-of", Long.toString(Long.parseLong(first) - 1));
        assertTrue(before.contains("running, 0 of 4 matches over"), before);
        assertTrue(before.contains("not played"), before);
        assertTrue(before.contains("As of event " + (Long.parseLong(first) - 1) + ", as it was then."), before);
        String then = ask(program, "leaderboard", "--as-of", Long.toString(Long.parseLong(last) - 1));
        assertTrue(then.contains("running, 3 of 4 matches over"), then);
        String time = sql(
                program,
                "select to_char(recorded_at at time zone 'UTC', 'YYYY-MM-DD\"T\"HH24:MI:SS.US\"Z\"') from event where"
                        + " position = " + first);
        // Two workers' events of one transaction have one time.
        String lastOfThatTime = sql(
                program,
                "select max(position) from event where recorded_at = (select recorded_at from event where position = "
                        + first + ")");
        assertTrue(ask(program, "leaderboard", "--as-of", time).contains("As of event " + lastOfThatTime));
        assertTrue(refused(program, 2, "leaderboard", "--as-of", "1").contains("was not planned yet"));
        assertTrue(refused(program, 2, "leaderboard", "--as-of", "2000-01-01").contains("Nothing was recorded"));
        assertTrue(refused(program, 2, "leaderboard", "--as-of", "soon").contains("neither a position nor a time"));
        assertTrue(refused(program, 2, "leaderboard", "--corrected").contains("belongs to --as-of"));
    }

    @Test
    void anotherRuleIsScoredFromTheRecord() throws IOException {
        program.write(
                "dark.yaml",
                TinyTournament.SPEC
                        .replace("name: tiny", "name: dark")
                        .replace("epsilon: 0.3", "epsilon: 0.9")
                        .replace("share: 0.5", "share: 0.3"));
        TestProgram dark = copy("app_dark");
        ask(dark, "run", "dark.yaml", "--workers", "2");
        JsonNode whole = Json.parse(ask(dark, "leaderboard", "dark", "--json")).at("/scoreboards/0");
        assertTrue(whole.at("/cells/0/robustAccuracy").asDouble() < 1, "darkening breaks something: " + whole);
        String near = ask(dark, "leaderboard", "dark", "--epsilon", "0.5");
        assertTrue(near.contains("Threat model linf 0.5, untargeted, white-box; 12 samples"), near);
        assertTrue(near.contains("Scored from the record, without playing, for epsilon 0.5."), near);
        assertTrue(near.contains("unknown for "), near);
        JsonNode board = Json.parse(ask(dark, "leaderboard", "dark", "--json", "--epsilon", "0.5"))
                .at("/scoreboards/0");
        assertEquals("partly-known", board.at("/cells/0/state").asText(), near);
        assertEquals("played", board.at("/cells/1/state").asText(), "its examples lie within 0.27");
        assertTrue(board.at("/defenders/0/rank").isNull());
        JsonNode half = Json.parse(ask(dark, "leaderboard", "dark", "--json", "--attacks", "darken-half"))
                .at("/scoreboards/0");
        assertEquals(1, half.at("/cells").size());
        assertEquals(1, half.at("/defenders/0/rank").asInt());
        assertEquals(
                whole,
                Json.parse(ask(dark, "leaderboard", "dark", "--json", "--attacks", "darken,darken-half"))
                        .at("/scoreboards/0"),
                "all attackers are the tables that were played");
        JsonNode one = Json.parse(ask(dark, "leaderboard", "dark", "--json", "--max-queries", "1"))
                .at("/scoreboards/0");
        assertEquals("played", one.at("/cells/0/state").asText(), "it asks once");
        assertTrue(refused(dark, 2, "leaderboard", "--attacks", "drken").contains("Did you mean 'darken'?"));
        assertTrue(refused(dark, 2, "leaderboard", "--epsilon", "3").contains("pixels are in [0,1]"));
        assertTrue(refused(dark, 2, "leaderboard", "--norm", "l2").contains("Nothing was played in that norm"));
        assertTrue(refused(dark, 2, "leaderboard", "--max-queries", "0").contains("at least 1"));
    }

    @Test
    void projectionsAreLookedAfter() throws Exception {
        TestProgram copy = copy();
        String status = ask(copy, "projections", "status");
        assertTrue(status.contains("tournament"), status);
        assertTrue(status.contains("current"), status);
        assertTrue(ask(copy, "projections", "rebuild", "--check").contains("it equals the live one, byte for byte."));
        sql(copy, "update projection.sample_outcome set queries = queries + 1 where sample = 3");
        String differs = refused(copy, 1, "projections", "rebuild", "--check");
        assertTrue(differs.contains("Only the live table sample_outcome holds "), differs);
        assertTrue(ask(copy, "projections", "rebuild").contains(", and is the live one now."));
        ask(copy, "projections", "rebuild", "--check");
        assertEquals(ask(program, "leaderboard", "--csv"), ask(copy, "leaderboard", "--csv"));
    }

    @Test
    void whatIsNotNeededIsDeleted() throws Exception {
        TestProgram copy = copy("app_collected");
        try (Database database = Database.open(DatabaseConfig.external(
                copy.variable("GAUNTLET_DATABASE_URL"),
                copy.variable("GAUNTLET_DATABASE_USER"),
                copy.variable("GAUNTLET_DATABASE_PASSWORD")))) {
            database.artifacts().put(new byte[] {1, 2, 3}, "application/octet-stream");
        }
        assertTrue(ask(copy, "gc").startsWith("Deleted 0 artifacts"));
        sql(copy, "update artifact set last_used = last_used - interval '2 days'");
        assertTrue(ask(copy, "gc", "--dry-run").startsWith("Would delete 1 artifact ("));
        assertTrue(ask(copy, "gc", "--dry-run", "--older-than", "3d").startsWith("Would delete 0 artifacts"));
        assertTrue(ask(copy, "gc").startsWith("Deleted 1 artifact ("));
        assertTrue(refused(copy, 2, "gc", "--older-than", "5m").contains("give a longer time"));
        assertTrue(refused(copy, 2, "gc", "--older-than", "soon").contains("takes a time such as"));
        assertTrue(refused(copy, 2, "gc", "--drop-examples").contains("say which with --older-than"));

        List<String> drop = List.of("gc", "--drop-examples", "--older-than", "0m", "--reason", "a test");
        assertTrue(ask(copy, "gc", "--dry-run", "--drop-examples", "--older-than", "0m", "--reason", "a test")
                .startsWith("Would drop 4 artifacts ("));
        assertTrue(ask(copy, drop.toArray(String[]::new)).startsWith("Dropped 4 artifacts ("));
        String out = ask(copy, "verify");
        assertTrue(out.contains("4 of them dropped by policy"), out);
        assertTrue(out.contains("0 of 0 matches re-scored, 0 within rounding; 4 dropped by policy"), out);
        assertEquals(ask(program, "leaderboard", "--csv"), ask(copy, "leaderboard", "--csv"));
        assertEquals(
                Optional.empty(),
                out.lines().filter(line -> line.contains("differ")).findFirst());
    }
}
