package io.gauntlet.arena.scoring;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.scoring.CellRecord.Verdict;
import io.gauntlet.arena.spec.Rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

class RescoredTest {
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);
    private static final boolean MINIMUM_NORM = true;
    private static final boolean FIXED = false;

    private static ScoringRule epsilon(double epsilon) {
        return new ScoringRule(OptionalDouble.of(epsilon), OptionalLong.empty(), Set.of(), Optional.empty());
    }

    private static ScoringRule queries(long queries) {
        return new ScoringRule(OptionalDouble.empty(), OptionalLong.of(queries), Set.of(), Optional.empty());
    }

    /** Wrong when clean; broken at 0.1 after 10 of 20 queries; broken at 0.3 after 100 of 200; survived 500. */
    private static PlayedCell cell(String attacker, boolean minimumNorm) {
        return new PlayedCell(
                new CellRecord(
                        attacker,
                        "d",
                        1,
                        1,
                        0,
                        null,
                        null,
                        List.of(
                                new Verdict(0, false, 1, 0, 0, 0, Map.of()),
                                new Verdict(1, true, 1, 0.1, 20, 5, Map.of("rotate", 1.0)),
                                new Verdict(2, true, 1, 0.3, 200, 5, Map.of("rotate", 0.0)),
                                new Verdict(3, true, 0, 0.3, 500, 5, Map.of()))),
                List.of(0L, 10L, 100L, 0L),
                minimumNorm);
    }

    private static Scoreboard board(ScoringRule rule, PlayedCell... cells) {
        return Scoreboard.rescored(LINF, 4, List.of(cells), rule, Rules.DEFAULT);
    }

    /** Half of the limits: what was broken at 0.1 of them stands, what was broken at the limits was looked for nearer. */
    @Test
    void ofPosesEpsilonIsAShareOfTheLimits() {
        ThreatModel poses = ThreatModel.whiteBox(new PoseLimits(30, 3));
        Scoreboard half = Scoreboard.rescored(poses, 4, List.of(cell("a", MINIMUM_NORM)), epsilon(0.2), Rules.DEFAULT);
        assertEquals(
                "rotation-30-translation-3-share-0.2-untargeted-white-box",
                half.threatModel().id());
        assertEquals(0.5, half.cells().get(0).robustAccuracy());
        assertEquals(
                "epsilon 2.0 is larger than 1: of poses it is a share of their limits.",
                assertThrows(IllegalArgumentException.class, () -> epsilon(2).threatModel(poses))
                        .getMessage());
    }

    private static Cell one(ScoringRule rule, boolean minimumNorm) {
        return board(rule, cell("a", minimumNorm)).cells().get(0);
    }

    @Test
    void underTheRuleThatWasPlayedNothingChanges() {
        PlayedCell cell = cell("a", FIXED);
        assertEquals(Scoreboard.of(LINF, 4, List.of(cell.record())), board(ScoringRule.PLAYED, cell));
        assertEquals(0.25, one(ScoringRule.PLAYED, FIXED).robustAccuracy());
    }

    @Test
    void aMinimumNormAttackGivesAValueAtEverySmallerEpsilon() {
        Scoreboard near = board(epsilon(0.2), cell("a", MINIMUM_NORM));
        assertEquals(CellState.PLAYED, near.cells().get(0).state());
        assertEquals(0.5, near.defenders().get(0).robustAccuracy());
        assertEquals(1, near.defenders().get(0).rank());
        assertEquals(0.2, near.threatModel().epsilon());
        assertEquals(Map.of("rotate", 1.0), near.cells().get(0).survives(), "what is not broken survives nothing");
        assertEquals(0.75, one(epsilon(0.05), MINIMUM_NORM).robustAccuracy());
        assertEquals(0.5, one(epsilon(0.1), MINIMUM_NORM).robustAccuracy(), "a success counts at its own distance");
    }

    @Test
    void ofAFixedEpsilonAttackASmallerEpsilonGivesAnIntervalAndNoRank() {
        Scoreboard near = board(epsilon(0.2), cell("a", FIXED));
        Cell cell = near.cells().get(0);
        assertEquals(CellState.PARTLY_KNOWN, cell.state());
        assertEquals(3, cell.samples());
        assertNull(cell.medianDistance());
        assertEquals(0.75, cell.cleanAccuracy(), "the clean accuracy is known whatever the rule");
        assertTrue(String.valueOf(cell.reason()).contains("unknown for 1 sample: "), cell.reason());
        DefenderStanding standing = near.defenders().get(0);
        assertNull(standing.rank());
        assertNull(standing.robustAccuracy());
        assertEquals(0.25, standing.lower());
        assertEquals(0.5, standing.upper());
        assertEquals(0.75, standing.cleanAccuracy());
        assertNull(near.attackers().get(0).rank());
        assertNull(near.attackers().get(0).success());
    }

    @Test
    void whatAnyAttackIsKnownToBreakIsLost() {
        Scoreboard near = board(epsilon(0.2), cell("a", MINIMUM_NORM), cell("b", FIXED));
        DefenderStanding standing = near.defenders().get(0);
        assertEquals(0.25, standing.lower());
        assertEquals(0.5, standing.upper());
        assertNull(standing.rank());
    }

    @Test
    void atAGreaterEpsilonSuccessesCountAndTheRestIsUnknown() {
        for (boolean kind : new boolean[] {MINIMUM_NORM, FIXED}) {
            Scoreboard far = board(epsilon(0.5), cell("a", kind));
            assertEquals(0.0, far.defenders().get(0).lower());
            assertEquals(0.25, far.defenders().get(0).upper());
            assertNull(far.defenders().get(0).rank());
        }
    }

    @Test
    void withinFewerQueriesItDependsOnWhenSuccessWasSeen() {
        assertEquals(CellState.PLAYED, one(queries(50), FIXED).state());
        assertEquals(0.5, one(queries(50), FIXED).robustAccuracy(), "sample 2 fell after 100 queries");
        Cell unsure = one(queries(150), FIXED);
        assertEquals(CellState.PARTLY_KNOWN, unsure.state());
        assertEquals(3, unsure.samples(), "sample 2: a success was seen, its distance then is not recorded");
        assertEquals(0.25, one(queries(200), FIXED).robustAccuracy());
        assertEquals((20 + 50 + 50) / 3.0, one(queries(50), FIXED).meanQueries());
        assertEquals(0.75, one(queries(5), FIXED).robustAccuracy());
    }

    @Test
    void aBrokenSampleWhoseSuccessWasNeverSeenIsUnknownWithinFewerQueries() {
        PlayedCell cell = new PlayedCell(
                new CellRecord("a", "d", 1, 1, 0, null, null, List.of(new Verdict(0, true, 1, 0.1, 20, 0, Map.of()))),
                List.of(0L),
                FIXED);
        assertEquals(
                CellState.PARTLY_KNOWN, board(queries(10), cell).cells().get(0).state());
        assertEquals(CellState.PLAYED, board(queries(20), cell).cells().get(0).state());
    }

    @Test
    void bothTogether() {
        ScoringRule rule = new ScoringRule(OptionalDouble.of(0.2), OptionalLong.of(50), Set.of(), Optional.empty());
        assertEquals(0.5, one(rule, FIXED).robustAccuracy(), "sample 2 survived 50 queries, so it did within 0.2 too");
        ScoringRule wider = new ScoringRule(OptionalDouble.of(0.5), OptionalLong.of(50), Set.of(), Optional.empty());
        assertEquals(2, one(wider, FIXED).samples(), "only what is lost in any case");
    }

    @Test
    void moreQueriesThanWereAllowedAreUnknownForSurvivors() {
        ThreatModel limited =
                new ThreatModel(Norm.LINF, 0.3, Goal.UNTARGETED, Knowledge.SCORE, 500, ThreatModel.UNLIMITED);
        Scoreboard more = Scoreboard.rescored(limited, 4, List.of(cell("a", FIXED)), queries(1000), Rules.DEFAULT);
        assertEquals(0.0, more.defenders().get(0).lower());
        assertEquals(0.25, more.defenders().get(0).upper());
        assertEquals(1000, more.threatModel().maxQueries());
    }

    @Test
    void aSubsetOfAttackersIsExact() {
        ScoringRule rule =
                new ScoringRule(OptionalDouble.empty(), OptionalLong.empty(), Set.of("b"), Optional.of(Norm.LINF));
        Scoreboard board = board(rule, cell("a", FIXED), cell("b", FIXED));
        assertEquals(1, board.cells().size());
        assertEquals("b", board.attackers().get(0).attacker());
        assertEquals(1, board.defenders().get(0).rank());
        assertTrue(rule.covers(LINF));
        assertTrue(!rule.covers(ThreatModel.whiteBox(Norm.L2, 1)));
    }

    @Test
    void anEpsilonOutOfRangeIsSaid() {
        assertThrows(IllegalArgumentException.class, () -> board(epsilon(3), cell("a", FIXED)));
    }
}
