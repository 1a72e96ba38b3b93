package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.scoring.CellRecord.Verdict;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

class ScoreboardTest {
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);

    /** One character a sample: x broken, . survived, c wrong when clean; distances grow with the position. */
    private static List<Verdict> verdicts(int from, String outcome) {
        List<Verdict> verdicts = new ArrayList<>();
        for (int i = 0; i < outcome.length(); i++) {
            char what = outcome.charAt(i);
            double distance = what == 'c' ? 0 : (from + i + 1) / 100.0;
            verdicts.add(new Verdict(from + i, what != 'c', what == '.' ? 0 : 1, distance, 10, 5, Map.of()));
        }
        return verdicts;
    }

    private static CellRecord played(String attacker, String defender, String outcome) {
        return new CellRecord(attacker, defender, 2, 2, 0, null, null, verdicts(0, outcome));
    }

    /** Two matches of which {@code scored} have a verdict. */
    private static CellRecord open(
            String attacker, String defender, int scored, int over, @Nullable String by, String outcome) {
        return new CellRecord(
                attacker, defender, 2, scored, over, by, by == null ? null : "because", verdicts(0, outcome));
    }

    private static Scoreboard board(CellRecord... cells) {
        return Scoreboard.of(LINF, 4, List.of(cells));
    }

    @Test
    void aDefenderIsWorthItsWorstCasePerSampleNotTheMean() {
        DefenderStanding standing = board(played("a", "d", "x..c"), played("b", "d", ".x.c"))
                .defenders()
                .get(0);
        assertEquals(0.25, standing.robustAccuracy());
        assertEquals(0.75, standing.cleanAccuracy());
        assertEquals(1, standing.rank());
        assertEquals("a", standing.worstAttack());
        assertEquals(0.25, standing.lower());
        assertEquals(0.25, standing.upper());
    }

    @Test
    void aShareOfLostDrawsCountsAsAShare() {
        CellRecord cell =
                new CellRecord("a", "d", 1, 1, 0, null, null, List.of(new Verdict(0, true, 0.25, 0.1, 1, 1, Map.of())));
        assertEquals(
                0.75, Scoreboard.of(LINF, 1, List.of(cell)).defenders().get(0).robustAccuracy());
    }

    @Test
    void whatIsUnplayedIsAnIntervalAndNoRank() {
        DefenderStanding standing = board(played("a", "d", "x..."), open("b", "d", 1, 0, null, ".x"))
                .defenders()
                .get(0);
        assertNull(standing.rank());
        assertNull(standing.robustAccuracy());
        assertEquals(0.0, standing.lower(), "samples 2 and 3 are not yet played by b and 0 and 1 are broken");
        assertEquals(0.5, standing.upper());
        DefenderStanding unplayed =
                board(open("a", "d", 0, 0, null, "")).defenders().get(0);
        assertEquals(0.0, unplayed.lower());
        assertEquals(1.0, unplayed.upper());
        assertNull(unplayed.cleanAccuracy());
        assertNull(unplayed.worstAttack());
    }

    @Test
    void theUndecidedStandLastAndEqualsShareARank() {
        List<DefenderStanding> standings = board(
                        open("a", "undecided", 1, 0, null, ".."),
                        played("a", "low", "xxx."),
                        played("a", "first", "x..."),
                        played("a", "equal", "...x"))
                .defenders();
        assertEquals(
                List.of("first", "equal", "low", "undecided"),
                standings.stream().map(DefenderStanding::defender).toList());
        assertEquals(1, standings.get(0).rank());
        assertEquals(1, standings.get(1).rank());
        assertEquals(3, standings.get(2).rank());
        assertNull(standings.get(3).rank());
    }

    @Test
    void anAttackersForfeitIsShownAndDoesNotHoldUpTheDefender() {
        Scoreboard board = board(played("a", "d", "x..."), open("b", "d", 1, 1, "attack", ".x"));
        DefenderStanding standing = board.defenders().get(0);
        assertEquals(0.5, standing.robustAccuracy(), "what b broke before it failed stays broken");
        assertEquals(1, standing.forfeited());
        assertEquals(CellState.FORFEITED, board.cells().get(1).state());
        assertNull(board.attackers().get(1).rank());
        assertEquals("b", board.attackers().get(1).attacker());
    }

    /** One slice failed, the other is still being played and may yet break more. */
    @Test
    void aForfeitWithSlicesStillToComeDecidesNothing() {
        DefenderStanding standing = board(played("a", "d", "x..."), open("b", "d", 0, 1, "attack", ""))
                .defenders()
                .get(0);
        assertNull(standing.robustAccuracy());
        assertEquals(0.0, standing.lower());
        assertEquals(0.75, standing.upper());
    }

    @Test
    void aForfeitThatIsNotTheAttackersLeavesTheDefenderUndecided() {
        assertNull(board(played("a", "d", "x..."), open("b", "d", 1, 1, "defense", ".."))
                .defenders()
                .get(0)
                .rank());
        assertNull(board(played("a", "d", "x..."), open("b", "d", 1, 1, "framework", ".."))
                .defenders()
                .get(0)
                .rank());
    }

    @Test
    void skippedCellsAreLeftOutAndADefenderWithNothingElseHasNoStanding() {
        Scoreboard board = board(played("a", "d", "x..."), open("b", "d", 0, 2, null, ""));
        assertEquals(CellState.SKIPPED, board.cells().get(1).state());
        assertEquals(0.75, board.defenders().get(0).robustAccuracy());
        DefenderStanding nothing =
                board(open("a", "d", 0, 2, null, "")).defenders().get(0);
        assertNull(nothing.rank());
        assertEquals(0.0, nothing.lower());
        assertEquals(1.0, nothing.upper());
    }

    @Test
    void attackersRankBySuccessOverSamplesRightWhenClean() {
        List<AttackerStanding> standings = board(played("weak", "d", "x..c"), played("strong", "d", "xx.c"))
                .attackers();
        assertEquals("strong", standings.get(0).attacker());
        assertEquals(2 / 3.0, standings.get(0).success());
        assertEquals(1, standings.get(0).rank());
        assertEquals(2, standings.get(1).rank());
        assertEquals(10.0, standings.get(0).meanQueries());
        assertEquals(5.0, standings.get(0).meanGradients());
    }

    @Test
    void exclusiveKillsAreThoseOfNobodyElse() {
        List<AttackerStanding> standings = board(
                        played("a", "d", "xx.c"),
                        played("b", "d", "x..c"),
                        played("a", "e", "...."),
                        played("b", "e", "x..."))
                .attackers();
        assertEquals(1, standings.get(0).exclusive());
        assertEquals(1, standings.get(1).exclusive());
    }

    /** One lost draw of a hundred does not break a sample, here no more than in medians. */
    @Test
    void aSampleLostInFewDrawsIsNobodysKill() {
        CellRecord luck = new CellRecord(
                "luck", "d", 1, 1, 0, null, null, List.of(new Verdict(0, true, 0.01, 0.1, 1, 1, Map.of())));
        CellRecord real =
                new CellRecord("real", "d", 1, 1, 0, null, null, List.of(new Verdict(0, true, 1, 0.1, 1, 1, Map.of())));
        List<AttackerStanding> standings =
                Scoreboard.of(LINF, 1, List.of(luck, real)).attackers();
        assertEquals("real", standings.get(0).attacker());
        assertEquals(1, standings.get(0).exclusive());
        assertEquals(0, standings.get(1).exclusive());
    }

    /** The worst attack on a sample is chosen by some draws, and counts by others. */
    @Test
    void theWorstIsReportedByDrawsThatDidNotChooseIt() {
        CellRecord lucky = new CellRecord(
                "a", "d", 1, 1, 0, null, null, List.of(new Verdict(0, true, 0.3, 0.1, 1, 1, Map.of(), 0.6, null)));
        CellRecord steady = new CellRecord(
                "b", "d", 1, 1, 0, null, null, List.of(new Verdict(0, true, 0.5, 0.1, 1, 1, Map.of(), 0.5, null)));
        Scoreboard board = Scoreboard.of(LINF, 1, List.of(lucky, steady));
        assertEquals(0.7, board.defenders().get(0).robustAccuracy(), 1e-12);
        assertEquals(0.7, board.cells().get(0).robustAccuracy(), 1e-12);
        assertEquals(0.5, board.cells().get(1).robustAccuracy(), 1e-12);
        assertEquals(null, board.cells().get(0).detection());
    }

    @Test
    void mediansCountFailuresAsInfinite() {
        assertEquals(0.02, board(played("a", "d", "xxx.")).cells().get(0).medianDistance());
        assertEquals(0.02, board(played("a", "d", "xx..")).cells().get(0).medianDistance(), "the lower median");
        assertNull(board(played("a", "d", "x...")).cells().get(0).medianDistance());
        assertEquals(0.03, board(played("a", "d", "cxx.")).cells().get(0).medianDistance());
        assertNull(board(played("a", "d", "cccc")).cells().get(0).medianDistance());
    }

    @Test
    void nothingRecordedIsAnEmptyBoard() {
        Scoreboard board = board();
        assertEquals(List.of(), board.cells());
        assertEquals(List.of(), board.defenders());
        assertEquals(List.of(), board.attackers());
    }
}
