package io.gauntlet.arena.scoring;

import java.util.List;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.scoring.CellRecord.Verdict;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;
import io.gauntlet.arena.spec.Rules;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

/** What the verdict needs is there in verdict mode, and what it does not is not made up. */
class VerdictModeTest {
    private static final ThreatModel LINF = ThreatModel.whiteBox(Norm.LINF, 0.3);
    private static final Rules VERDICT = new Rules(Mode.VERDICT, OnCrash.FORFEIT, null);
    private static final Circumstances IN_TURN = new Circumstances(Canaries.NONE, List.of(), Map.of(), VERDICT);

    /** The share of draws lost of samples 0 to 9; sample 0 is wrong when clean. */
    private static final double[] FIRST = {1, 1, 1, 0.5, 0, 0, 0, 0, 0, 0};

    private static final double[] SECOND = {1, 1, 0, 1, 1, 0.25, 0, 0, 0, 0};

    private static CellRecord cell(String attacker, double[] lost, int... samples) {
        List<Verdict> verdicts = IntStream.of(samples)
                .mapToObj(i -> new Verdict(i, i > 0, lost[i], 0.1, 10, 5, Map.of()))
                .toList();
        return new CellRecord(attacker, "d", 1, 1, 0, null, null, verdicts, List.of(), lost.length - samples.length);
    }

    private static final CellRecord ALL =
            cell("first", FIRST, IntStream.range(0, 10).toArray());
    private static final CellRecord LEFT = cell("second", SECOND, 3, 4, 5, 6, 7, 8, 9);

    @Test
    void theWorstCaseIsThatOfTheWholeGrid() {
        CellRecord whole = cell("second", SECOND, IntStream.range(0, 10).toArray());
        DefenderStanding matrix =
                Scoreboard.of(LINF, 10, List.of(ALL, whole)).defenders().get(0);
        Scoreboard board = Scoreboard.of(LINF, 10, List.of(ALL, LEFT), IN_TURN);
        DefenderStanding verdict = board.defenders().get(0);
        assertEquals(0.475, verdict.robustAccuracy());
        assertEquals(matrix.robustAccuracy(), verdict.robustAccuracy());
        assertEquals(matrix.robustInterval(), verdict.robustInterval());
        assertEquals(matrix.cleanAccuracy(), verdict.cleanAccuracy());
        assertEquals(1, verdict.rank());
        assertNull(verdict.worstAttack());
        assertNull(verdict.medianDistance());
    }

    @Test
    void attacksAreNotCompared() {
        Scoreboard board = Scoreboard.of(LINF, 10, List.of(ALL, LEFT), IN_TURN);
        assertEquals(Mode.VERDICT, board.mode());
        assertEquals(
                List.of("first", "second"),
                board.attackers().stream().map(AttackerStanding::attacker).toList());
        for (AttackerStanding standing : board.attackers()) {
            assertNull(standing.exclusive());
            assertNull(standing.rank());
        }
        Cell second = board.cells().get(1);
        assertEquals(7, second.samples());
        assertEquals(3, second.spared());
        assertEquals(CellState.PLAYED, second.state());
        assertNull(second.cleanAccuracy(), "it was not given those that are wrong when clean");
        assertNull(second.medianDistance());
    }

    @Test
    void whatASampleWouldDoWithoutTheAttackThatTookItIsUnknown() {
        List<PlayedCell> cells = List.of(
                new PlayedCell(ALL, LEFT_ZEROES.subList(0, 10), false),
                new PlayedCell(LEFT, LEFT_ZEROES.subList(0, 7), false));
        ScoringRule both = new ScoringRule(
                OptionalDouble.empty(), OptionalLong.empty(), Set.of(), java.util.Optional.empty(), Scoring.WORST_CASE);
        assertEquals(
                0.475,
                Scoreboard.rescored(LINF, 10, cells, both, VERDICT)
                        .defenders()
                        .get(0)
                        .robustAccuracy());
        ScoringRule second = new ScoringRule(
                OptionalDouble.empty(),
                OptionalLong.empty(),
                Set.of("second"),
                java.util.Optional.empty(),
                Scoring.WORST_CASE);
        Scoreboard board = Scoreboard.rescored(LINF, 10, cells, second, VERDICT);
        DefenderStanding open = board.defenders().get(0);
        assertNull(open.rank());
        assertNull(open.robustAccuracy());
        assertEquals(0.475, open.lower());
        assertEquals(0.675, open.upper());
        assertEquals(0.9, open.cleanAccuracy(), "sample 0 is wrong whoever attacks");
        assertEquals(CellState.PARTLY_KNOWN, board.cells().get(0).state());
    }

    /** At a smaller epsilon the first attack, which looks for the nearest, took nothing: nobody knows what the second would. */
    @Test
    void whatWasTakenFromFartherOutIsUnknownToThoseThatWereNotGivenIt() {
        List<PlayedCell> cells = List.of(
                new PlayedCell(ALL, LEFT_ZEROES.subList(0, 10), true),
                new PlayedCell(LEFT, LEFT_ZEROES.subList(0, 7), true));
        ScoringRule nearer = new ScoringRule(
                OptionalDouble.of(0.05),
                OptionalLong.empty(),
                Set.of(),
                java.util.Optional.empty(),
                Scoring.WORST_CASE);
        DefenderStanding open = Scoreboard.rescored(LINF, 10, cells, nearer, VERDICT)
                .defenders()
                .get(0);
        assertNull(open.robustAccuracy());
        assertEquals(0.7, open.lower());
        assertEquals(0.9, open.upper());
    }

    private static final List<Long> LEFT_ZEROES =
            IntStream.range(0, 10).mapToObj(i -> 1L).toList();
}
