package io.gauntlet.app.cli;

import java.nio.file.Path;
import java.util.Objects;
import java.util.UUID;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;
import io.gauntlet.arena.referee.Outcomes;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What the record says of a match in poses is what the referee renders and measures again. */
class PoseRecordTest {
    private static final String SPEC = """
            name: turned
            seed: 3
            data-set: dots
            samples: 6
            architecture: mlp
            defenders:
              - defense: plain
            attackers:
              - attack: tilt
            threat-models:
              - rotation: 45
                translation: 1
            slice: 6
            """;

    @TempDir
    static Path folder;

    @Test
    void aPoseThatWasChangedInTheRecordIsFound() throws Exception {
        TestProgram program = new TestProgram(folder).withDatabase("app_poses").write("turned.yaml", SPEC);
        TestProgram.Result run = program.run("run", "turned.yaml", "--workers", "1");
        assertEquals(0, run.status(), run.err());
        TestProgram.Result before = program.run("verify");
        assertEquals(0, before.status(), before.out() + before.err());
        assertTrue(before.out().contains("6 of 1 match re-scored, 0 within rounding"), before.out());

        UUID match = UUID.fromString(RecordCommandsTest.sql(program, "select id from projection.match_result"));
        UUID within =
                ForgedMatch.append(program, match, outcomes -> poses(outcomes).degrees()[2] = 30);
        UUID nearer =
                ForgedMatch.append(program, match, outcomes -> poses(outcomes).distance()[4] = 0.5f);
        TestProgram.Result after = program.run("verify");
        assertEquals(1, after.status(), after.out());
        assertTrue(after.out().contains("the chain is whole"), "every hash is right: " + after.out());
        assertTrue(after.out().contains("Match " + within + " (tilt against plain"), after.out());
        assertTrue(
                after.out().contains("its examples are not the samples in the poses that are recorded"), after.out());
        assertTrue(after.out().contains("Match " + nearer + " (tilt against plain"), after.out());
        assertTrue(
                after.out().contains(", sample 4: the distance in pose is recorded as 0.5, the example's is 1.0"),
                after.out());
    }

    private static Outcomes.Poses poses(Outcomes outcomes) {
        return Objects.requireNonNull(outcomes.poses());
    }
}
