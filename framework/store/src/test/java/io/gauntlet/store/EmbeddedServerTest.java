package io.gauntlet.store;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

import static io.gauntlet.store.Events.append;
import static io.gauntlet.store.Events.event;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The embedded server keeps what was committed, whichever process is killed, and says what is wrong with a folder. */
class EmbeddedServerTest {
    @TempDir(cleanup = CleanupMode.ALWAYS)
    private static Path temporary;

    private static Path folder;

    @BeforeAll
    static void create() {
        folder = temporary.resolve("data folder"); // with a space, as users have it
        try (Database database = open()) {
            database.events().commit(Commit.of(append("test-first", event())));
        }
    }

    @AfterAll
    static void nothingIsLeftRunning() {
        assertFalse(Files.exists(pidFile()), "the last to leave stops the server");
    }

    @Test
    void handlesShareTheServer() throws IOException {
        try (Database first = open()) {
            long server = serverPid();
            Database second = open();
            assertEquals(first.address(), second.address());
            second.close();
            assertEquals(server, serverPid());
            assertFalse(first.events().readStream("test-first").isEmpty());
        }
        assertFalse(Files.exists(pidFile()));
    }

    @Test
    void aKilledProcessLeavesServerEventsAndJobsToTheNext() throws Exception {
        Process child = HoldingProcess.start(folder);
        long server = serverPid();
        try (Database database = open();
                Worker worker = database.jobs().register("parent")) {
            assertEquals(server, serverPid(), "attached");
            TestServer.letServerGrowOld(database);
            assertTrue(
                    database.jobs().claim(Set.of(HoldingProcess.KIND), worker).isEmpty(), "the child lives");
            child.destroyForcibly().waitFor();
            JobLease lease = claim(database, worker);
            assertEquals(2, lease.attempt());
            int before = database.events().readStream("test-child").size();
            assertTrue(before > 0, "what the child committed");
            database.events().commit(Commit.of(append("test-child", event())).finishing(lease.succeeded()));
            assertEquals(before + 1, database.events().readStream("test-child").size());
        }
    }

    @Test
    void aKilledServerIsStartedAgainUnderTheOpenStore() throws Exception {
        try (Database database = open()) {
            long before = database.events().head().position();
            ProcessHandle.of(serverPid()).orElseThrow().destroyForcibly();
            commitUntilItWorks(database, event());
            assertEquals(before + 1, database.events().head().position());
            assertTrue(database.events().verifyChain(0).intact());
        }
    }

    @Test
    void aServerKilledWhileNobodyWatchedIsStartedAgain() throws Exception {
        Process child = HoldingProcess.start(folder);
        child.destroyForcibly().waitFor();
        ProcessHandle server = ProcessHandle.of(serverPid()).orElseThrow();
        server.destroyForcibly();
        server.onExit().get();
        assertTrue(Files.exists(pidFile()), "left by the killed server");
        try (Database database = open()) {
            assertFalse(database.events().readStream("test-child").isEmpty());
            database.jobs().cancel(HoldingProcess.KIND, "tested");
        }
    }

    @Test
    void aPidFileWhoseNumberIsAnotherProgramsIsNoObstacle() throws IOException {
        Files.write(
                pidFile(),
                List.of(Long.toString(ProcessHandle.current().pid()), "x", "0", "5432", "", "127.0.0.1", "", "ready"));
        try (Database database = open()) {
            assertFalse(database.events().readStream("test-first").isEmpty());
        }
    }

    @Test
    void anotherMajorIsRefusedUntouched() throws IOException {
        Path old = temporary.resolve("old");
        Files.createDirectories(old.resolve("data"));
        Files.writeString(old.resolve("data/PG_VERSION"), "14\n");
        String sentence = refused(old);
        assertTrue(sentence.contains("written by PostgreSQL 14"), sentence);
        assertTrue(sentence.contains("export"), sentence);
        assertEquals("14\n", Files.readString(old.resolve("data/PG_VERSION")));
    }

    @Test
    void aFolderThatIsNoClusterIsRefusedUntouched() throws IOException {
        Path other = temporary.resolve("other");
        Files.createDirectories(other.resolve("data"));
        Files.writeString(other.resolve("data/thesis.txt"), "mine");
        assertTrue(refused(other).contains("is not a PostgreSQL cluster"));
        assertTrue(Files.exists(other.resolve("data/thesis.txt")));
    }

    @Test
    void aFileIsNoFolder() throws IOException {
        Path file = Files.writeString(temporary.resolve("file"), "");
        assertTrue(refused(file).contains("choose another folder"), refused(file));
        assertTrue(refused(file.resolve("below")).contains("choose another folder"), refused(file.resolve("below")));
    }

    private static String refused(Path path) {
        DataFolderException e = assertThrows(
                DataFolderException.class,
                () -> Database.open(DatabaseConfig.embedded(path)).close());
        assertTrue(e.getMessage().contains(path.getFileName().toString()), e.getMessage());
        return e.getMessage();
    }

    private static void commitUntilItWorks(Database database, NewEvent event) throws InterruptedException {
        for (int attempt = 1; ; attempt++) {
            try {
                database.events().commit(Commit.of(append("test-killed", event)));
                return;
            } catch (StoreUnavailable e) {
                if (attempt == 120) {
                    throw e;
                }
                Thread.sleep(500); // the same event again: at worst a no-op
            }
        }
    }

    private static JobLease claim(Database database, Worker worker) throws InterruptedException {
        for (int i = 0; i < 1_200; i++) {
            var lease = database.jobs().claim(Set.of(HoldingProcess.KIND), worker);
            if (lease.isPresent()) {
                return lease.get();
            }
            Thread.sleep(50); // the server notices the closed socket in a moment
        }
        throw new AssertionError("the job did not return");
    }

    private static Database open() {
        return Database.open(DatabaseConfig.embedded(folder));
    }

    private static Path pidFile() {
        return folder.resolve("data/postmaster.pid");
    }

    private static long serverPid() throws IOException {
        return Long.parseLong(Files.readAllLines(pidFile()).get(0).strip());
    }
}
