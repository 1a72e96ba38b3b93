package io.gauntlet.app.text;

import java.util.List;
import java.util.Map;

import org.junit.jupiter.api.Test;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Check;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.flag.Guests;
import io.gauntlet.arena.flag.Play;
import io.gauntlet.arena.scoring.CellRecord;
import io.gauntlet.arena.scoring.Scoreboard;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** What is undecided is never shown as decided. */
class ScoreboardTextTest {
    private static CellRecord.Verdict verdict(int sample, double wrong) {
        return new CellRecord.Verdict(sample, true, wrong, 0.25, 10, 5, Map.of("rotate", 0.5));
    }

    private static CellRecord cell(
            String attacker, int scored, String by, String reason, CellRecord.Verdict... verdicts) {
        return new CellRecord(attacker, "none", 2, scored, by == null ? 0 : 2, by, reason, List.of(verdicts));
    }

    private static String text(CellRecord... cells) {
        Scoreboard board = Scoreboard.of(ThreatModel.whiteBox(Norm.LINF, 0.3), 4, List.of(cells));
        return String.join("\n", ScoreboardText.lines(board, 80));
    }

    @Test
    void partlyPlayedIsAnIntervalAndUnplayedSaysSo() {
        String text = text(cell("pgd", 1, null, null, verdict(0, 1), verdict(1, 0)), cell("fgsm", 0, null, null));
        assertTrue(text.contains("25.0–75.0"), text);
        assertTrue(text.contains("not played"), text);
        assertTrue(text.contains("-     none"), "no rank yet: " + text);
    }

    @Test
    void forfeitsCarryTheirReasonUnderTheTable() {
        String text = text(
                cell("pgd", 2, null, null, verdict(0, 1), verdict(1, 0), verdict(2, 0), verdict(3, 0)),
                cell("bad", 0, "attack", "IllegalStateException: it broke"));
        assertTrue(text.contains("forfeit [1]"), text);
        assertTrue(text.contains("[1] IllegalStateException: it broke"), text);
        assertTrue(text.contains("1     none          75.0  30.1–95.4    100.0  pgd"), text);
    }

    @Test
    void canariesThatWereAddedHaveATableOfTheirOwn() {
        Guests guests = new Guests(List.of("noise"), List.of("none"), List.of(), 2);
        Circumstances seen = new Circumstances(
                new Canaries(List.of("noise"), List.of("none"), List.of(), guests), List.of(), Map.of());
        Scoreboard board = Scoreboard.of(
                ThreatModel.whiteBox(Norm.LINF, 0.3),
                4,
                List.of(cell("pgd", 2, null, null, verdict(0, 1), verdict(1, 0))),
                seen);
        String text = String.join("\n", ScoreboardText.lines(board, 80));
        assertTrue(text.contains("on 2 samples, counted in no other table"), text);
        assertTrue(text.contains("none    defense known to be broken  1 of 2"), text);
        assertFalse(text.contains("rank") && text.contains("1     none"), "it has no rank: " + text);
    }

    @Test
    void posesAreLimitedInDegreesAndPixels() {
        ThreatModel poses = ThreatModel.whiteBox(new PoseLimits(30, 2.5));
        assertEquals(
                "rotation up to 30 degrees and translation up to 2.5 pixels, untargeted, white-box",
                ScoreboardText.words(poses));
        Scoreboard board = Scoreboard.of(poses, 4, List.of(cell("spatial", 1, null, null, verdict(0, 1))));
        String text = String.join("\n", ScoreboardText.lines(board, 80));
        assertTrue(text.contains("Median distance of successes as a share of the limits"), text);
    }

    @Test
    void whatIsDoubtedCarriesASignAndTheDoubtIsListed() {
        CellRecord[] cells = {cell("pgd", 2, null, null, verdict(0, 1), verdict(1, 0), verdict(2, 0), verdict(3, 0))};
        assertFalse(text(cells).contains("!"), text(cells));
        Circumstances seen = new Circumstances(
                Canaries.NONE,
                List.of(new Play("pgd", "none", 0, 0, 0, new Conduct(40, 10, 1, false, 1, 0))),
                Map.of());
        String text = String.join(
                "\n",
                ScoreboardText.lines(Scoreboard.of(ThreatModel.whiteBox(Norm.LINF, 0.3), 4, List.of(cells), seen), 80));
        assertTrue(text.contains("none      100.0   75.0  75.0 !"), text);
        assertTrue(text.contains("! zero-gradients, pgd against none: 10 of 40 gradients"), text);
    }

    @Test
    void anUnbrokenCanaryIsSaidAboveTheTables() {
        CellRecord[] cells = {cell("pgd", 2, null, null, verdict(0, 1), verdict(1, 0), verdict(2, 0), verdict(3, 0))};
        Circumstances known =
                new Circumstances(new Canaries(List.of(), List.of("none"), List.of()), List.of(), Map.of());
        List<String> lines =
                ScoreboardText.lines(Scoreboard.of(ThreatModel.whiteBox(Norm.LINF, 0.3), 4, List.of(cells), known), 80);
        assertTrue(lines.get(2).startsWith("! The attackers of this tournament are too weak: none broke none"));
        assertFalse(text(cells).contains("too weak"));
    }

    @Test
    void everyFlagHasAPage() {
        for (Check check : Check.values()) {
            assertTrue(String.join("\n", FlagText.list(80)).contains(check.id()), check.id());
            List<String> page = FlagText.page(check, 80);
            assertTrue(page.stream().allMatch(line -> line.length() <= 80), page.toString());
        }
    }

    @Test
    void survivalIsShownInPercent() {
        String text = text(cell("pgd", 2, null, null, verdict(0, 1), verdict(1, 0), verdict(2, 0), verdict(3, 0)));
        assertTrue(text.contains("Adversarial examples that still win after a transformation, %"), text);
        assertFalse(text.contains("NaN"), text);
    }

    @Test
    void detectorsHaveATableOfTheirOwn() {
        CellRecord.Detection missed = new CellRecord.Detection(false, false, true, 0.1, 0.2);
        CellRecord.Detection caught = new CellRecord.Detection(false, true, true, 0.1, 0.8);
        CellRecord.Detection resisted = new CellRecord.Detection(false, false, false, 0.1, 0.1);
        CellRecord.Detection alarm = new CellRecord.Detection(true, true, false, 0.9, 0.9);
        String text = text(cell(
                "pgd",
                1,
                null,
                null,
                new CellRecord.Verdict(0, true, 1, 0.25, 10, 5, Map.of(), 1, missed),
                new CellRecord.Verdict(2, true, 0, 0.25, 10, 5, Map.of(), 0, caught),
                new CellRecord.Verdict(3, true, 0, 0.25, 10, 5, Map.of(), 0, resisted),
                new CellRecord.Verdict(1, false, 1, 0, 0, 0, Map.of(), 1, alarm)));
        assertTrue(text.contains("defender  attacker  alarms %  rejected %  right %"), text);
        assertTrue(text.contains("none      pgd           25.0        33.3     25.0"), text);
        assertTrue(text.contains("none      pgd       0.750     0.0     0.0      0.0"), text);
        assertFalse(text(cell("pgd", 1, null, null, verdict(0, 1))).contains("ROC"));
    }
}
