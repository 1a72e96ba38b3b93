package io.gauntlet.testkit;

import java.util.Arrays;
import java.util.Objects;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.api.pose.PoseWarp;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.testkit.TurnAttack.Defect;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What an attack hands in as poses is rendered and judged by the referee, whatever the attack was told. */
class PosesAreJudgedTest {
    private static final PoseLimits LIMITS = new PoseLimits(45, 1);
    private static final int SAMPLES = 24;
    private static final int WRONG = 3;

    private static Contest<TurnAttack.Parameters> contest(Defect defect) {
        LinearModel model = LinearModel.random(Seed.of(5).derive("model"), new long[] {4, 4, 1}, 3, 8);
        ArrayExamples examples = model.examples(Seed.of(5).derive("examples"), SAMPLES, 0.3, WRONG);
        ThreatModel threatModel = ThreatModel.whiteBox(LIMITS);
        return new Contest<>(TurnAttack.factory(), new TurnAttack.Parameters(defect), model, examples, threatModel, 1);
    }

    /** Of an attack that hands in the same pose for all samples and asks nothing. */
    private static MatchResult blind(Contest<TurnAttack.Parameters> contest, Pose pose) {
        return contest.play(
                (rows, target, fitted) -> new Search() {
                    @Override
                    public void admit(int[] admitted) {}

                    @Override
                    public void step() {
                        for (int row = 0; row < rows.live(); row++) {
                            rows.submit(row, pose);
                        }
                    }
                },
                contest.model(),
                contest.all(),
                new StopSignal());
    }

    private static long broken(Outcomes outcomes) {
        return IntStream.range(WRONG, SAMPLES)
                .filter(i -> outcomes.wrong()[i] == 1)
                .count();
    }

    @ParameterizedTest
    @EnumSource(
            value = Defect.class,
            names = {"NONE", "BEYOND_THE_LIMITS"})
    void examplesAreTheSamplesInTheRecordedPoses(Defect defect) {
        Contest<TurnAttack.Parameters> contest = contest(defect);
        MatchResult result = contest.play();
        Outcomes.Poses poses = Objects.requireNonNull(result.outcomes().poses());
        PoseWarp warp = new PoseWarp(4, 4, 1);
        float[] sample = new float[16];
        float[] rendered = new float[16];
        for (int i = 0; i < SAMPLES; i++) {
            contest.examples().read(i, sample, 0);
            warp.render(poses.pose(i), sample, 0, rendered, 0);
            assertArrayEquals(rendered, Arrays.copyOfRange(result.examples(), 16 * i, 16 * (i + 1)), "sample " + i);
            assertEquals(
                    (float) LIMITS.distance(poses.pose(i)), result.outcomes().distances(Norm.POSE)[i]);
        }
        for (int i = 0; i < WRONG; i++) {
            assertEquals(Pose.UPRIGHT, poses.pose(i), "what is lost when clean is lost as it is");
            assertEquals(0f, poses.distance()[i]);
        }
    }

    @Test
    void posesWithinTheLimitsWin() {
        assertTrue(broken(contest(Defect.NONE).play().outcomes()) > 3);
    }

    @Test
    void aPoseBeyondTheLimitsWinsNothing() {
        Outcomes outcomes =
                blind(contest(Defect.NONE), new Pose(45.0001, 1.5, 0)).outcomes();
        float[] distance = outcomes.distances(Norm.POSE);
        int refused = 0;
        for (int i = WRONG; i < SAMPLES; i++) {
            assertEquals(1.5f, distance[i]);
            assertEquals(0f, outcomes.wrong()[i], "sample " + i);
            refused += outcomes.adversarialLabel()[i] != outcomes.label()[i] ? 1 : 0;
        }
        assertTrue(refused > 0, "no pose beyond the limits was misjudged, so that nothing was tested");
    }

    /** The border, in each of the three directions. */
    @ParameterizedTest
    @CsvSource({
        "45.00004, 0,         0,         true",
        "45.00009, 0,         0,         false",
        "45,       1.0000009, -1,        true",
        "45,       1.0000011, -1,        false",
        "-45,      1,         -1.000001, true",
        "-45,      1,         -1.000002, false",
    })
    void theLimitsAreKeptToAMillionth(double degrees, double right, double down, boolean allowed) {
        Outcomes outcomes =
                blind(contest(Defect.NONE), new Pose(degrees, right, down)).outcomes();
        int misjudged = 0;
        for (int i = WRONG; i < SAMPLES; i++) {
            boolean wrong = outcomes.adversarialLabel()[i] != outcomes.label()[i];
            assertEquals(wrong && allowed ? 1f : 0f, outcomes.wrong()[i], "sample " + i);
            misjudged += wrong ? 1 : 0;
        }
        assertTrue(misjudged > 0, "no pose was misjudged, so that nothing was tested");
    }

    @Test
    void aSuccessOfAnotherPictureWinsNothing() {
        Outcomes outcomes = contest(Defect.ASKS_ABOUT_ANOTHER_PICTURE).play().outcomes();
        assertTrue(
                Arrays.stream(outcomes.firstSuccess())
                                .filter(query -> query > 0)
                                .count()
                        > 3,
                "the target called no picture a success, so that nothing was tested");
        assertEquals(0, broken(outcomes));
    }

    @Test
    void whatIsNoPoseIsTheSampleItself() {
        Outcomes outcomes = contest(Defect.NOT_A_NUMBER).play().outcomes();
        assertEquals(0, broken(outcomes));
        assertEquals(Pose.UPRIGHT, Objects.requireNonNull(outcomes.poses()).pose(WRONG));
    }

    @Test
    void picturesAreRefused() {
        IllegalArgumentException refused = assertThrows(
                IllegalArgumentException.class,
                () -> contest(Defect.HANDS_IN_PICTURES).play());
        assertEquals(
                "The threat model allows rotation and translation alone (norm pose), and the attack 'turn' hands in"
                        + " pictures: only poses count here.",
                refused.getMessage());
    }

    /** Where values are limited, poses are measured as the pictures that they make. */
    @Test
    void posesAreChangesOfValuesWhereThoseAreLimited() {
        Contest<TurnAttack.Parameters> contest = contest(Defect.NONE).with(ThreatModel.whiteBox(Norm.L2, 10));
        PoseWarp warp = new PoseWarp(4, 4, 1);
        Pose pose = new Pose(90, 0, 0);
        MatchResult result = blind(contest, pose);
        float[] sample = new float[16];
        float[] rendered = new float[16];
        contest.examples().read(WRONG, sample, 0);
        warp.render(pose, sample, 0, rendered, 0);
        assertArrayEquals(rendered, Arrays.copyOfRange(result.examples(), 16 * WRONG, 16 * (WRONG + 1)));
        assertTrue(result.outcomes().l2()[WRONG] > 0);
    }

    /** The contract tells the author. */
    @ParameterizedTest
    @EnumSource(
            value = Defect.class,
            names = {"BEYOND_THE_LIMITS", "NOT_A_NUMBER"})
    void theContractCatchesPosesBeyondTheLimits(Defect defect) {
        assertThrows(AssertionError.class, () -> new Planted(defect).candidatesStayInside(Norm.POSE));
    }

    @Test
    void theContractCatchesAnotherPicture() {
        assertThrows(
                AssertionError.class, () -> new Planted(Defect.ASKS_ABOUT_ANOTHER_PICTURE).posesAreWhatTheTargetSaw());
    }

    /** The contract for an attack with a defect. */
    private static final class Planted extends AttackContract<TurnAttack.Parameters> {
        private final Defect defect;

        Planted(Defect defect) {
            this.defect = defect;
        }

        @Override
        protected AttackFactory<TurnAttack.Parameters> factory() {
            return TurnAttack.factory();
        }

        @Override
        protected TurnAttack.Parameters parameters() {
            return new TurnAttack.Parameters(defect);
        }
    }
}
