package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.flag.Guests;
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

    private static CellRecord shifted(String attacker, String defender, double by, String outcome) {
        List<Verdict> farther = verdicts(0, outcome).stream()
                .map(v -> new Verdict(
                        v.sample(), v.cleanCorrect(), v.wrong(), v.distance() + by, v.queries(), 5, Map.of()))
                .toList();
        return new CellRecord(attacker, defender, 2, 2, 0, null, null, farther);
    }

    private static Scoreboard wide(CellRecord... cells) {
        return Scoreboard.of(LINF, 12, List.of(cells));
    }

    private static String rank(DefenderStanding standing) {
        return standing.rank() + (standing.tied() ? "=" : "");
    }

    private static List<String> ranks(Scoreboard board) {
        return board.defenders().stream().map(ScoreboardTest::rank).toList();
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
        List<DefenderStanding> standings = wide(
                        open("a", "undecided", 1, 0, null, "............"),
                        played("a", "low", "xxxxxxxxxx.."),
                        played("a", "first", "x..........."),
                        played("a", "equal", "...........x"))
                .defenders();
        assertEquals(
                List.of("first", "equal", "low", "undecided"),
                standings.stream().map(DefenderStanding::defender).toList());
        assertEquals(
                List.of("1=", "1=", "3"),
                standings.subList(0, 3).stream().map(ScoreboardTest::rank).toList());
        assertNull(standings.get(3).rank());
    }

    /** Five samples that differ are not enough at 5 %, six are; of two steps each needs more. */
    @Test
    void whatTheSamplesDoNotTellApartIsTied() {
        assertEquals(
                List.of("1=", "1="), ranks(wide(played("a", "d", "............"), played("a", "e", "xxxxx......."))));
        assertEquals(
                List.of("1", "2"), ranks(wide(played("a", "d", "............"), played("a", "e", "xxxxxx......"))));
        assertEquals(
                List.of("1", "2=", "2="),
                ranks(wide(
                        played("a", "d", "............"),
                        played("a", "e", "xxxxxxx....."),
                        played("a", "f", "xxxxxxxxxxxx"))));
    }

    /** Four more against four others: the counts differ, the same samples do not decide for either. */
    @Test
    void tiesAreDecidedSampleBySample() {
        assertEquals(
                List.of("1=", "1="),
                ranks(wide(played("a", "d", "xxxx........"), played("a", "e", "....xxxxxxxx"))),
                "eight against four of twelve that differ");
        assertEquals(
                List.of("1", "2"),
                ranks(wide(played("a", "d", "xxxx........"), played("a", "e", "xxxxxxxxxx.."))),
                "six of six");
    }

    @Test
    void attackersAreComparedSampleBySampleOverAllDefenders() {
        List<AttackerStanding> standings = wide(
                        played("weak", "d", "xxxxxx......"),
                        played("strong", "d", "......xxxxxx"),
                        played("weak", "e", "............"),
                        played("strong", "e", "xxxxxx......"))
                .attackers();
        assertEquals("strong", standings.get(0).attacker());
        assertEquals(
                "1",
                Objects.requireNonNull(standings.get(0).rank())
                        + (standings.get(0).tied() ? "=" : ""));
        assertEquals(2, standings.get(1).rank(), "on six samples it broke one more, on six as many");
    }

    @Test
    void intervalsStandBesideEveryShare() {
        Scoreboard board = wide(played("a", "d", "xxxc........"), played("b", "d", "..xc........"));
        DefenderStanding standing = board.defenders().get(0);
        assertEquals(Interval.of(8, 12), standing.robustInterval());
        assertEquals(Interval.of(11, 12), standing.cleanInterval());
        assertEquals(Interval.of(8, 12), board.cells().get(0).robustInterval());
        assertEquals(
                Interval.of(3, 11).low(),
                Objects.requireNonNull(board.attackers().get(0).successInterval())
                        .low(),
                1e-12);
    }

    /** A sample that is used against two defenders is one sample. */
    @Test
    void defendersDoNotMultiplyTheSamplesOfAnAttacker() {
        AttackerStanding standing = wide(played("a", "d", "xxxxxx......"), played("a", "e", "xxxxxx......"))
                .attackers()
                .get(0);
        assertEquals(Interval.of(6, 12), standing.successInterval());
    }

    @Test
    void aDefendersMedianIsOverTheNearestSuccesses() {
        Scoreboard board = board(played("a", "d", "xx.."), shifted("b", "d", 0.5, "xxx."));
        assertEquals(0.02, board.defenders().get(0).medianDistance(), "0.01, 0.02, 0.53 and never");
        assertNull(board(played("a", "d", "x...")).defenders().get(0).medianDistance());
        assertNull(board(played("a", "d", "xxxx"), open("b", "d", 1, 0, null, "xx"))
                .defenders()
                .get(0)
                .medianDistance());
    }

    /** Defenders d and e as in the paper's example of a mean that hides a break. */
    @Test
    void pointsCountAnswersOverAllAttacks() {
        List<CellRecord> cells = List.of(
                played("a", "d", "xxxxxxxxxxxx"),
                played("b", "d", "............"),
                played("a", "e", "xxxxxxx....."),
                played("b", "e", "xxxxxxx....c"));
        Scoreboard worst = Scoreboard.of(LINF, 12, cells);
        assertEquals("e", worst.defenders().get(0).defender());
        assertNull(worst.defenders().get(0).points());
        Scoreboard points = Scoreboard.of(LINF, 12, cells, Scoring.NIPS_2017);
        assertEquals("d", points.defenders().get(0).defender());
        assertEquals(12, points.defenders().get(0).points());
        assertEquals(9, points.defenders().get(1).points());
        assertEquals("a", points.attackers().get(0).attacker());
        assertEquals(19, points.attackers().get(0).points());
        assertEquals(8, points.attackers().get(1).points(), "a wrong answer counts whoever caused it");
        Scoreboard open =
                Scoreboard.of(LINF, 12, List.of(cells.get(0), open("b", "d", 1, 0, null, "......")), Scoring.NIPS_2017);
        assertNull(open.defenders().get(0).points());
        assertNull(open.defenders().get(0).rank());
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
        assertEquals(1, standings.get(1).rank(), "one sample does not tell them apart");
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

    @Test
    void canariesThatWereAddedCountNowhere() {
        List<CellRecord> named = List.of(played("pgd", "d", "xx........"), played("fgsm", "d", "x........."));
        List<CellRecord> all = new ArrayList<>(named);
        all.add(played("noise", "d", "...xx"));
        all.add(played("pgd", "broken", "xx.c."));
        all.add(played("fgsm", "broken", ".xx.."));
        Guests guests = new Guests(List.of("noise"), List.of("broken"), List.of(), 5);
        Canaries canaries = new Canaries(List.of("noise"), List.of("broken"), List.of(), guests);
        Scoreboard board = Scoreboard.of(LINF, 10, all, new Circumstances(canaries, List.of(), Map.of()));
        Scoreboard without = Scoreboard.of(LINF, 10, named);
        assertEquals(without.cells(), board.cells());
        assertEquals(without.defenders(), board.defenders());
        assertEquals(without.attackers(), board.attackers());
        assertEquals(
                new CanaryTable(
                        5,
                        List.of(new CanaryTable.Line("broken", 5, 3, false, true, null)),
                        List.of(new CanaryTable.Line("noise", 5, 2, false, true, null))),
                board.canaries());
        assertNull(without.canaries());
    }

    @Test
    void aWhiteBoxAttackThatDoesNotBreakAPlainNetworkHasNoStanding() {
        List<CellRecord> cells = List.of(played("pgd", "plain", "xxxxxxxxxx"), played("bad", "plain", ".........."));
        Canaries plain = new Canaries(List.of(), List.of(), List.of("plain"));
        Scoreboard board = Scoreboard.of(LINF, 10, cells, new Circumstances(plain, List.of(), Map.of()));
        assertEquals(
                List.of("pgd", "bad"),
                board.attackers().stream().map(AttackerStanding::attacker).toList());
        assertEquals(1, board.attackers().get(0).rank());
        assertNull(board.attackers().get(1).rank());
        assertEquals(0.0, board.defenders().get(0).robustAccuracy(), "defenders keep theirs");
        assertEquals(2, Scoreboard.of(LINF, 10, cells).attackers().get(1).rank());
    }
}
