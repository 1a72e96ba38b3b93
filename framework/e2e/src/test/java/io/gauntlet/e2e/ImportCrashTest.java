package io.gauntlet.e2e;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** An import that is killed leaves the record as it was before or as it is after, and can be done again. */
@ExtendWith(PlayedTournament.class)
class ImportCrashTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int KILLS = 3;

    @Test
    void isVisibleWholeOrNotAtAll(Cli played, @TempDir Path root) throws Exception {
        Path archive = root.resolve("blobs.zip");
        played.succeed("export", "--all", "-o", archive.toString());
        Cli undisturbed = CrashTest.installation(root.resolve("undisturbed"));
        undisturbed.succeed("tournaments");
        long start = System.nanoTime();
        undisturbed.succeed("import", archive.toString());
        long whole = System.nanoTime() - start;
        List<String> all = ids(undisturbed);
        assertTrue(all.containsAll(ids(played)), "everything is imported, and that it was");

        Cli killed = CrashTest.installation(root.resolve("killed"));
        killed.succeed("tournaments");
        for (int kill = 1; kill <= KILLS; kill++) {
            Process importing = killed.start("import", archive.toString());
            importing.waitFor(whole * (KILLS + kill) / (2L * KILLS + 1), TimeUnit.NANOSECONDS);
            Cli.kill(importing);
            List<String> left = ids(killed);
            assertTrue(left.isEmpty() || left.equals(all), () -> "half an import is there: " + left.size() + " events");
        }
        killed.succeed("import", archive.toString());
        assertEquals(standings(played), standings(killed));
        killed.succeed("verify");
    }

    /** Of the events in order; positions and times are each database's own. */
    private static List<String> ids(Cli cli) throws Exception {
        List<String> ids = new ArrayList<>();
        for (String line : cli.succeed("events", "--json").lines().toList()) {
            ids.add(JSON.readTree(line).path("id").asText());
        }
        return ids;
    }

    private static JsonNode standings(Cli cli) throws Exception {
        return JSON.readTree(cli.succeed("leaderboard", "--json")).path("scoreboards");
    }
}
