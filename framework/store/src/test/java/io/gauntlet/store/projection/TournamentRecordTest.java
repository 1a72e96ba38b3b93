package io.gauntlet.store.projection;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.scoring.Cell;
import io.gauntlet.arena.scoring.CellState;
import io.gauntlet.store.Append;
import io.gauntlet.store.ArchiveDamaged;
import io.gauntlet.store.ArtifactDropped;
import io.gauntlet.store.ArtifactStore;
import io.gauntlet.store.Commit;
import io.gauntlet.store.Database;
import io.gauntlet.store.ExpectedVersion;
import io.gauntlet.store.IdConflict;
import io.gauntlet.store.NewEvent;
import io.gauntlet.store.RecordedEvent;
import io.gauntlet.store.TestServer;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What people see of a tournament, as it is, as it was, corrected, rebuilt, and in another database. */
class TournamentRecordTest {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private Database database;
    private ProjectionRunner projections;
    private TournamentQueries queries;

    /** Where another database's schema comes from. */
    private static final class Elsewhere {}

    @BeforeEach
    void open() {
        database = TestServer.open(TournamentRecordTest.class);
        projections = start(database);
        queries = new TournamentQueries(database);
    }

    @AfterEach
    void close() {
        database.close();
    }

    private static ProjectionRunner start(Database database) {
        return ProjectionRunner.start(database, List.of(projection(database)));
    }

    private static Projection projection(Database database) {
        return new TournamentProjection(database.artifacts());
    }

    private void settle() throws InterruptedException {
        assertTrue(projections.await(database.events().head().position(), PATIENCE));
    }

    private TournamentView view(PlayedTournament played) throws InterruptedException {
        settle();
        return queries.view(played.id).orElseThrow();
    }

    private static Cell cell(TournamentView view, String attacker, String defender) {
        return view.scoreboards().get(0).cells().stream()
                .filter(cell ->
                        cell.attacker().equals(attacker) && cell.defender().equals(defender))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void rebuiltEqualsLiveByteForByte() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 3, 2, 1);
        TournamentView before = view(played);
        RebuildReport check = ProjectionRebuild.check(database, projection(database));
        assertTrue(check.equal(), check.toString());
        assertFalse(check.exchanged());
        assertEquals(database.events().head().position(), check.position());

        TestServer.execute(database, "update projection.sample_outcome set queries = queries + 1 where sample = 3");
        RebuildReport damaged = ProjectionRebuild.check(database, projection(database));
        assertTrue(damaged.difference().orElseThrow().contains("sample_outcome"), damaged.toString());

        RebuildReport rebuilt = ProjectionRebuild.rebuild(database, projection(database));
        assertTrue(rebuilt.exchanged());
        assertTrue(ProjectionRebuild.check(database, projection(database)).equal());
        assertEquals(before, view(played));
        PlayedTournament more = PlayedTournament.play(database, 1, 1, 2);
        assertEquals("completed", view(more).summary().state(), "the live projection goes on in the new tables");
        assertTrue(ProjectionRebuild.check(database, projection(database)).equal());
    }

    @Test
    void whatWasSeenOfThePlayRaisesFlagsBesideTheTables() throws Exception {
        PlayedTournament played = new PlayedTournament(database, 1, 1, 1);
        played.conduct = new Conduct(10, 6, 1, false, 2, 0);
        played.plan();
        played.matches.forEach(played::score);
        List<Flag> running = view(played).scoreboards().get(0).flags();
        assertEquals(1, running.size(), running.toString());
        assertEquals("zero-gradients", running.get(0).check());
        assertTrue(running.get(0).evidence().startsWith("12 of 20 "), "both slices: " + running);
        played.complete();
        assertEquals(running, view(played).scoreboards().get(0).flags(), "those that are kept with the tables");
        PlayedTournament before = PlayedTournament.play(database, 1, 1, 1);
        assertEquals(List.of(), view(before).scoreboards().get(0).flags());
    }

    @Test
    void anotherRevisionIsFilledBesideTheOldOne() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 2, 2, 1);
        TournamentView before = view(played);
        projections.close();
        TestServer.execute(database, "update projection set revision = 1; truncate projection.sample_outcome");
        projections = start(database);
        assertEquals(before, view(played));
    }

    @Test
    void anEventThatCannotBeAppliedLeavesTheLiveTablesAlone() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 1, 1, 1);
        TournamentView before = view(played);
        TestServer.execute(
                database,
                "set session_replication_role = replica; update artifact_chunk set data = 'x' where sha ="
                        + " (select decode(outcomes, 'hex') from projection.match_result limit 1)");
        ProjectionStopped stopped =
                assertThrows(ProjectionStopped.class, () -> ProjectionRebuild.rebuild(database, projection(database)));
        assertTrue(stopped.getMessage().contains("MatchScored"), stopped.getMessage());
        assertEquals(before, view(played));
    }

    @Test
    void tablesKeptAtTheEndAreThoseComputedAnew() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 3, 2, 4);
        TournamentView kept = view(played);
        Cell first = cell(kept, "a0", "d0");
        double lost = 2 * (1 - java.util.Objects.requireNonNull(first.robustAccuracy())) * first.samples();
        assertEquals(Math.rint(lost), lost, 1e-9, "reported by the further draws, which say half");
        assertEquals(0, java.util.Objects.requireNonNull(first.detection()).falseAlarms(), "scores are there");
        TestServer.execute(database, "delete from projection.standing");
        assertEquals(kept, view(played));
    }

    @Test
    void aTournamentsVersionAndCountsFollowItsOwnEventsOnly() throws Exception {
        PlayedTournament one = new PlayedTournament(database, 2, 1, 17);
        one.plan();
        settle();
        TournamentQueries queries = new TournamentQueries(database);
        TournamentQueries.Version planned = queries.version(one.id).orElseThrow();
        assertEquals(4, queries.find(one.id.toString()).get(0).matches());
        PlayedTournament.play(database, 1, 1, 18);
        settle();
        assertEquals(planned, queries.version(one.id).orElseThrow(), "another tournament was played");
        one.score(one.matches.get(0));
        settle();
        TournamentQueries.Version scored = queries.version(one.id).orElseThrow();
        assertEquals(database.events().head().position(), scored.changed());
        assertEquals(1, queries.find(one.id.toString()).get(0).over());
        new Corrections(database)
                .revoke(Corrections.Scope.MATCH, one.matches.get(0).match().toString(), "mislabelled samples", "ann");
        settle();
        assertTrue(queries.version(one.id).orElseThrow().revoked() > scored.revoked());
        assertEquals(Optional.empty(), queries.version(UUID.randomUUID()));
    }

    @Test
    void matchesComeInPages() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 3, 2, 19);
        settle();
        TournamentQueries queries = new TournamentQueries(database);
        TournamentQueries.MatchFilter all = new TournamentQueries.MatchFilter(null, null, null);
        List<UUID> paged = new ArrayList<>();
        for (int from = 0; from < played.matches.size(); from += 5) {
            var page = queries.matches(played.id, all, from, 5);
            assertEquals(from, page.firstKey());
            page.values().forEach(match -> paged.add(match.id()));
        }
        assertEquals(queries.matches(played.id).stream().map(MatchView::id).toList(), paged);
        var cell = queries.matches(
                played.id, new TournamentQueries.MatchFilter("a1", "d1", PlayedTournament.LINF.id()), 0, 100);
        assertEquals(List.of(0, 1), cell.values().stream().map(MatchView::slice).toList());
        assertTrue(cell.values().stream()
                .allMatch(match ->
                        match.attacker().equals("a1") && match.defender().equals("d1")));
    }

    @Test
    void posesAreKeptAsTheyWereJudged() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 1, 1, 5);
        view(played);
        var match = played.matches.get(0);
        byte[] json = database.artifacts()
                .read(String.valueOf(queries.match(match.match()).orElseThrow().outcomes()));
        Outcomes.Poses poses = Outcomes.fromJson(json).poses();
        var samples = queries.samples(played.id, match.attacker(), match.defender(), match.threatModel(), 0, 3);
        for (int i = 0; i < 3; i++) {
            assertEquals(poses.pose(i), samples.get(i).turned());
            assertEquals(poses.distance()[i], samples.get(i).pose());
        }
    }

    @Test
    void aRevokedMatchLeavesItsCellUndecidedWithTheReason() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 2, 2, 5);
        TournamentView before = view(played);
        long played2 = database.events().head().position();
        var match = played.matches.get(0);
        Corrections corrections = new Corrections(database);
        Corrections.Declared declared =
                corrections.revoke(Corrections.Scope.MATCH, match.match().toString(), "mislabelled samples", "ann");
        TournamentView after = view(played);
        Cell cell = cell(after, match.attacker(), match.defender());
        assertEquals(CellState.PARTLY_PLAYED, cell.state());
        assertEquals("revoked: mislabelled samples", cell.reason());
        assertEquals(5, cell.samples());
        assertEquals(match.match(), after.revoked().get(0).match());
        var standing = after.scoreboards().get(0).defenders().stream()
                .filter(one -> one.defender().equals(match.defender()))
                .findFirst()
                .orElseThrow();
        assertEquals(null, standing.rank(), "undecided until it is played again");
        assertTrue(standing.lower() < standing.upper());

        assertEquals(before, queries.view(played.id, AsOf.at(played2)).orElseThrow(), "as of then nothing was revoked");
        assertEquals(
                after,
                queries.view(played.id, AsOf.at(played2).withCorrections()).orElseThrow());
        corrections.lift(declared.id(), "they were right");
        assertEquals(before, view(played));
        assertEquals(
                after,
                queries.view(played.id, AsOf.at(declared.position())).orElseThrow(),
                "as of then it was in force");
        assertEquals("they were right", queries.revocations().get(0).liftedReason());
        assertThrows(IllegalArgumentException.class, () -> corrections.lift(declared.id(), "again"));
    }

    @Test
    void whatIsPlayedAgainCountsInThePlaceOfWhatWasRevokedAndTheOldTablesStay() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 2, 2, 15);
        TournamentView before = view(played);
        var match = played.matches.get(1);
        Corrections corrections = new Corrections(database);
        long declared = corrections
                .revoke(Corrections.Scope.MATCH, match.match().toString(), "mislabelled samples", "ann")
                .position();
        TournamentView revoked = view(played);
        long asked = played.again(List.of(match));
        assertEquals("running", view(played).summary().state());
        assertEquals(
                CellState.PARTLY_PLAYED,
                cell(view(played), match.attacker(), match.defender()).state());
        played.score(match);
        played.complete();
        TournamentView after = view(played);
        assertEquals("completed", after.summary().state());
        assertEquals(before.summary().over(), after.summary().over());
        assertEquals(List.of(), after.revoked(), "the revocation was of the earlier result");
        Cell cell = cell(after, match.attacker(), match.defender());
        assertEquals(CellState.PLAYED, cell.state());
        assertEquals(null, cell.reason());
        assertNotEquals(before.scoreboards(), after.scoreboards(), "it is the new result that counts");

        assertEquals(before.scoreboards(), asOf(played, declared - 1).scoreboards());
        assertEquals(revoked.scoreboards(), asOf(played, declared).scoreboards());
        assertEquals(revoked.scoreboards(), asOf(played, asked - 1).scoreboards());
        assertEquals(
                revoked.scoreboards(),
                queries.view(played.id, AsOf.at(declared - 1).withCorrections())
                        .orElseThrow()
                        .scoreboards());
        assertEquals(
                CellState.PARTLY_PLAYED,
                cell(asOf(played, asked), match.attacker(), match.defender()).state());
        assertTrue(ProjectionRebuild.check(database, projection(database)).equal());
        TestServer.execute(database, "delete from projection.standing");
        assertEquals(after, view(played), "tables kept at the end are those computed anew");

        corrections.revoke(Corrections.Scope.MATCH, match.match().toString(), "wrong again", "ann");
        assertEquals(
                "revoked: wrong again",
                cell(view(played), match.attacker(), match.defender()).reason());
    }

    private TournamentView asOf(PlayedTournament played, long position) throws Exception {
        settle();
        return queries.view(played.id, AsOf.at(position)).orElseThrow();
    }

    @Test
    void aRevokedPluginReachesWhatIsMadeOfIt() throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 3, 2, 6);
        new Corrections(database)
                .revoke(Corrections.Scope.PLUGIN_VERSION, "attack/attack0@1.0", "its step was wrong", "ann");
        TournamentView after = view(played);
        assertEquals(CellState.NOT_PLAYED, cell(after, "a0", "d1").state());
        assertEquals(CellState.PLAYED, cell(after, "a1", "d1").state());
        assertEquals(CellState.NOT_PLAYED, cell(after, "a2", "d1").state(), "it is made of attack0");
        assertTrue(String.valueOf(after.models().get(0).mark()).contains("attack/attack0@1.0"));
        assertEquals(null, after.models().get(1).mark());
        new Corrections(database).revoke(Corrections.Scope.PLUGIN_VERSION, "defense/defense1@1.0", "leaks", "ann");
        assertEquals(CellState.NOT_PLAYED, cell(view(played), "a1", "d1").state());
        new Corrections(database).revoke(Corrections.Scope.PLUGIN_VERSION, "defense/defense0@2.0", "leaks", "ann");
        assertEquals(CellState.PLAYED, cell(view(played), "a1", "d0").state(), "another version");
    }

    @Test
    void whatCannotBeRevokedIsSaid() {
        Corrections corrections = new Corrections(database);
        for (String target : List.of("", "x", "00000000-0000-0000-0000-000000000001")) {
            for (Corrections.Scope scope : Corrections.Scope.values()) {
                assertThrows(IllegalArgumentException.class, () -> corrections.revoke(scope, target, "because", "ann"));
            }
        }
        assertThrows(
                IllegalArgumentException.class,
                () -> corrections.revoke(Corrections.Scope.PLUGIN_VERSION, "attack/a@1", " ", "ann"));
    }

    @Test
    void asOfAPositionShowsWhatWasScoredThen() throws Exception {
        PlayedTournament played = new PlayedTournament(database, 1, 1, 7);
        assertTrue(queries.view(played.id, AsOf.at(1)).isEmpty());
        played.plan();
        long first = played.score(played.matches.get(0));
        played.score(played.matches.get(1));
        settle();
        assertEquals(
                CellState.PARTLY_PLAYED,
                cell(queries.view(played.id, AsOf.at(first)).orElseThrow(), "a0", "d0")
                        .state());
        assertEquals(CellState.PLAYED, cell(view(played), "a0", "d0").state());
        var recorded = database.events().readAll(first - 1, 2);
        assertEquals(first, database.events().positionAt(recorded.get(0).recordedAt()));
        assertEquals(0, database.events().positionAt(java.time.Instant.EPOCH));
        assertEquals(
                first + 1, database.events().positionAt(java.time.Instant.now().plusSeconds(60)));
    }

    @Test
    void anImportedTournamentHasTheSameTables(@TempDir Path folder) throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 2, 2, 8);
        PlayedTournament other = PlayedTournament.play(database, 2, 1, 9);
        new Corrections(database)
                .revoke(Corrections.Scope.PLUGIN_VERSION, "attack/attack0@1.0", "its step was wrong", "ann");
        settle();
        Path file = folder.resolve("played.zip");
        var contents = new TournamentArchives(database).export(played.id, file);
        assertEquals(2 + 2 * 8, contents.artifacts() + 2);
        TournamentView here = view(played);
        try (Database elsewhere = TestServer.open(Elsewhere.class)) {
            ProjectionRunner running = start(elsewhere);
            TournamentQueries there = new TournamentQueries(elsewhere);
            PlayedTournament local = PlayedTournament.play(elsewhere, 2, 1, 10);
            TournamentArchives archives = new TournamentArchives(elsewhere);
            assertEquals(contents, archives.importFrom(file));
            long head = elsewhere.events().head().position();
            assertTrue(running.await(head, PATIENCE));
            TournamentView imported = there.view(played.id).orElseThrow();
            assertEquals(here.scoreboards(), imported.scoreboards());
            assertEquals(here.summary().finishedAt(), imported.summary().finishedAt(), "times are the first ones");
            assertTrue(there.view(other.id).isEmpty());
            assertEquals(
                    CellState.PLAYED,
                    cell(there.view(local.id).orElseThrow(), "a0", "d0").state(),
                    "an imported revocation does not touch what was played here");
            assertTrue(elsewhere.audit().verify().intact());
            assertTrue(ProjectionRebuild.check(elsewhere, projection(elsewhere)).equal());
            archives.importFrom(file);
            assertEquals(head, elsewhere.events().head().position(), "a second time it is all known");

            Path again = folder.resolve("again.zip");
            new TournamentArchives(elsewhere).exportAll(again);
            new TournamentArchives(database).importFrom(again);
            settle();
            assertEquals(here.scoreboards(), view(played).scoreboards());
            assertTrue(queries.view(local.id).isPresent());
        }
    }

    @Test
    void aDamagedArchiveIsNotTakenIn(@TempDir Path folder) throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 1, 1, 11);
        settle();
        Path file = folder.resolve("sound.zip");
        new TournamentArchives(database).export(played.id, file);
        byte[] sound = Files.readAllBytes(file);
        try (Database elsewhere = TestServer.open(Elsewhere.class)) {
            TournamentArchives archives = new TournamentArchives(elsewhere);
            Path damaged = folder.resolve("damaged.zip");
            int refused = 0;
            for (int at = 0; at < sound.length; at += 211) {
                byte[] bytes = sound.clone();
                bytes[at] ^= 16;
                Files.write(damaged, bytes);
                refused += refuses(elsewhere, damaged) ? 1 : 0;
            }
            // Fields of the zip format that nobody reads, such as times, may change unnoticed.
            assertTrue(refused > sound.length / 211 / 2, refused + " of " + sound.length / 211);
            assertEquals(0, elsewhere.events().head().position());
            Files.write(damaged, java.util.Arrays.copyOf(sound, sound.length / 2));
            assertThrows(ArchiveDamaged.class, () -> archives.importFrom(damaged));
            Files.writeString(damaged, "hello");
            assertThrows(ArchiveDamaged.class, () -> archives.importFrom(damaged));
        }
    }

    @Test
    void anArchiveIsTakenInWholeOrNotAtAll(@TempDir Path folder) throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 1, 1, 16);
        settle();
        for (int i = 0; i < 1_100; i++) {
            played.again(List.of());
        }
        long last = database.events().head().position();
        Path file = folder.resolve("long.zip");
        new TournamentArchives(database).export(played.id, file);
        RecordedEvent conflicting = database.events().readAll(last - 1, 1).get(0);
        try (Database elsewhere = TestServer.open(Elsewhere.class)) {
            // The last event of the archive is known there, with another content.
            elsewhere
                    .events()
                    .commit(Commit.of(new Append(
                            "access",
                            ExpectedVersion.any(),
                            new NewEvent(conflicting.id(), "TokenCreated", 1, "{\"name\":\"x\"}", "{}"))));
            long before = elsewhere.events().head().position();
            assertThrows(IdConflict.class, () -> new TournamentArchives(elsewhere).importFrom(file));
            assertEquals(before, elsewhere.events().head().position(), "no page of it is there");
            assertTrue(elsewhere.audit().verify().intact());
        }
    }

    private static boolean refuses(Database elsewhere, Path file) throws IOException {
        try {
            elsewhere.archives().check(file);
            return false;
        } catch (ArchiveDamaged e) {
            return true;
        }
    }

    @Test
    void droppedExamplesAreGoneAndTheTablesStay(@TempDir Path folder) throws Exception {
        PlayedTournament played = PlayedTournament.play(database, 1, 2, 12);
        TournamentView before = view(played);
        ExampleRetention retention = new ExampleRetention(database);
        assertEquals(
                new ArtifactStore.Collected(0, 0), retention.dropOlderThan(Duration.ofDays(90), "older than 90 days"));
        ArtifactStore.Collected old = retention.olderThan(Duration.ZERO);
        assertEquals(old, retention.dropOlderThan(Duration.ZERO, "a test"));
        assertEquals(4, old.artifacts());
        assertEquals(new ArtifactStore.Collected(0, 0), retention.dropOlderThan(Duration.ZERO, "a test"));
        String examples = queries.matches(played.id).get(0).examples();
        assertThrows(ArtifactDropped.class, () -> database.artifacts().read(String.valueOf(examples)));
        assertEquals(4, database.audit().verify().dropped());
        assertTrue(database.audit().verify().intact());
        assertEquals(before, view(played));
        Path file = folder.resolve("dropped.zip");
        new TournamentArchives(database).export(played.id, file);
        try (Database elsewhere = TestServer.open(Elsewhere.class)) {
            new TournamentArchives(elsewhere).importFrom(file);
            assertTrue(elsewhere.audit().verify().intact());
            assertEquals(4, elsewhere.audit().verify().dropped());
        }
    }

    @Test
    void tokensAreKnownByTheirSecretOnly() throws SQLException {
        AccessTokens tokens = new AccessTokens(database);
        assertFalse(tokens.any());
        String secret = tokens.create("ci", AccessTokens.Role.RUNNER);
        assertEquals("ci", tokens.check(secret).orElseThrow().name());
        assertTrue(tokens.check(secret).orElseThrow().role().allows(AccessTokens.Role.READER));
        assertFalse(tokens.check(secret).orElseThrow().role().allows(AccessTokens.Role.ADMIN));
        assertEquals(Optional.empty(), tokens.check(secret + "x"));
        assertEquals(Optional.empty(), tokens.check(""));
        assertThrows(IllegalArgumentException.class, () -> tokens.create("ci", AccessTokens.Role.ADMIN));
        assertThrows(IllegalArgumentException.class, () -> tokens.create("a b", AccessTokens.Role.ADMIN));
        tokens.revoke("ci");
        assertEquals(Optional.empty(), tokens.check(secret));
        assertThrows(IllegalArgumentException.class, () -> tokens.revoke("ci"));
        assertNotEquals(secret, tokens.create("ci", AccessTokens.Role.READER));
        assertEquals(1, tokens.list().size());
        assertEquals(3, database.events().readStream("access").size());
        assertTrue(database.events().readStream("access").stream()
                .noneMatch(event -> event.data().contains(secret)));
    }
}
