package io.gauntlet.arena.flag;

import java.util.BitSet;
import java.util.List;
import java.util.Map;

import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

class DoubtsTest {
    private static final int SAMPLES = 100;
    private static final Circumstances NOISE =
            new Circumstances(new Canaries(List.of("noise"), List.of(), List.of()), List.of(), Map.of());

    /** A cell in which samples from one number to another were broken. */
    private static CellEvidence cell(String attacker, int from, int to, long gradients, long queries) {
        return new CellEvidence(
                attacker,
                "d",
                null,
                true,
                bits(0, SAMPLES),
                bits(from, to),
                SAMPLES * queries,
                SAMPLES * gradients,
                gradients,
                0,
                0,
                0,
                null);
    }

    private static CellEvidence whiteBox(String attacker, int from, int to) {
        return cell(attacker, from, to, 40, 40);
    }

    private static CellEvidence blackBox(String attacker, int from, int to) {
        return cell(attacker, from, to, 0, 100);
    }

    private static CellEvidence seen(@Nullable String reason, @Nullable Conduct conduct) {
        return new CellEvidence(
                "pgd", "d", reason, true, bits(0, SAMPLES), bits(0, 50), 4000, 4000, 40, 0, 0, 0, conduct);
    }

    private static BitSet bits(int from, int to) {
        BitSet bits = new BitSet();
        bits.set(from, to);
        return bits;
    }

    private static List<String> checks(CellEvidence... cells) {
        return Doubts.of(List.of(cells), NOISE).stream().map(Flag::check).toList();
    }

    @Test
    void blackBoxBeatsWhiteBoxWhenItsUnionDoes() {
        assertEquals(
                List.of("black-box-beats-white-box"),
                checks(whiteBox("pgd", 0, 20), blackBox("square", 0, 10), blackBox("boundary", 10, 30)));
    }

    @Test
    void blackBoxDoesNotBeatTheUnionOfWhiteBoxAttacks() {
        assertEquals(List.of(), checks(whiteBox("pgd", 0, 10), whiteBox("apgd", 10, 30), blackBox("square", 0, 30)));
    }

    @Test
    void whatChanceExplainsIsNoFlag() {
        assertEquals(List.of(), checks(whiteBox("pgd", 0, 20), blackBox("square", 0, 25)));
        assertEquals(List.of("black-box-beats-white-box"), checks(whiteBox("pgd", 0, 20), blackBox("square", 0, 26)));
    }

    @Test
    void aSignificantGapOfTwoTenthsOfAPointIsNoFlag() {
        BitSet all = bits(0, 10_000);
        CellEvidence square = new CellEvidence("square", "d", null, true, all, bits(0, 20), 100, 0, 0, 0, 0, 0, null);
        CellEvidence pgd = new CellEvidence("pgd", "d", null, true, all, new BitSet(), 100, 100, 40, 0, 0, 0, null);
        assertEquals(List.of(), checks(pgd, square));
        CellEvidence more = new CellEvidence("square", "d", null, true, all, bits(0, 21), 100, 0, 0, 0, 0, 0, null);
        assertEquals(List.of("black-box-beats-white-box"), checks(pgd, more));
    }

    @Test
    void withoutWhiteBoxAttacksNothingBeatsThem() {
        assertEquals(List.of(), checks(blackBox("square", 0, 50), cell("transfer", 0, 90, 0, 0)));
    }

    @Test
    void transferBeatsWhiteBox() {
        assertEquals(
                List.of("transfer-beats-white-box"), checks(whiteBox("pgd", 0, 20), cell("transfer", 0, 40, 0, 0)));
        assertEquals(List.of(), checks(whiteBox("pgd", 0, 40), cell("transfer", 0, 40, 0, 0)));
    }

    @Test
    void whatWasFittedWithGradientsIsWhiteBoxThoughItsMatchesAskNothing() {
        CellEvidence universal = new CellEvidence(
                "universal", "d", null, true, bits(0, SAMPLES), bits(0, 40), 0, 0, 0, 500, 500, 0, null);
        assertEquals(List.of(), checks(whiteBox("pgd", 0, 20), universal));
    }

    @Test
    void noiseBeatsGradients() {
        assertTrue(checks(whiteBox("pgd", 0, 20), blackBox("noise", 0, 40)).contains("noise-beats-gradients"));
        assertEquals(List.of("black-box-beats-white-box"), checks(whiteBox("pgd", 0, 20), blackBox("square", 0, 40)));
    }

    @Test
    void singleStepBeatsIterative() {
        assertEquals(List.of("single-step-beats-iterative"), checks(whiteBox("pgd", 0, 20), cell("fgsm", 5, 40, 1, 1)));
        assertEquals(List.of(), checks(whiteBox("pgd", 0, 40), cell("fgsm", 5, 40, 1, 1)));
    }

    @Test
    void aRandomisedDefenderMustBeJudgedByMeansOfSeveralDraws() {
        assertEquals(List.of("without-eot"), checks(seen(null, new Conduct(1000, 0, 1, true, 0, 0))));
        assertEquals(List.of(), checks(seen(null, new Conduct(1000, 0, 10, true, 0, 0))));
        assertEquals(List.of(), checks(seen(null, new Conduct(1000, 0, 1, false, 0, 0))));
        assertEquals(
                List.of(),
                checks(
                        seen(null, new Conduct(1000, 0, 1, true, 0, 0)),
                        seen(null, new Conduct(1000, 0, 10, true, 0, 0))));
    }

    @Test
    void oneGradientInTwentyMayBeZero() {
        assertEquals(List.of(), checks(seen(null, new Conduct(1000, 50, 1, false, 0, 0))));
        assertEquals(List.of("zero-gradients"), checks(seen(null, new Conduct(1000, 51, 1, false, 0, 0))));
    }

    @Test
    void aModelThatGivesNoNumberIsFlagged() {
        String reason = "NonFiniteException: The gradient holds a NaN.";
        List<Flag> flags = Doubts.of(List.of(seen(reason, null)), NOISE);
        assertEquals(List.of(new Flag("zero-gradients", "d", "pgd", reason)), flags);
        assertEquals(List.of(), checks(seen("IllegalStateException: no NaN here", null)));
    }

    @Test
    void examplesLostByRoundingAreCounted() {
        List<Flag> flags = Doubts.of(List.of(seen(null, new Conduct(1, 0, 1, false, 50, 7))), NOISE);
        assertEquals("lost-by-rounding", flags.get(0).check());
        assertTrue(flags.get(0).evidence().startsWith("7 of 50 "), flags.get(0).evidence());
        assertEquals(List.of(), checks(seen(null, new Conduct(1, 0, 1, false, 50, 5))), "chance");
    }

    private static CellEvidence late(String attacker, int late, long gradients) {
        return late(attacker, late, gradients, null);
    }

    private static CellEvidence late(String attacker, int late, long gradients, @Nullable Conduct conduct) {
        return new CellEvidence(
                attacker,
                "d",
                null,
                true,
                bits(0, SAMPLES),
                bits(0, 50),
                4000,
                SAMPLES * gradients,
                gradients,
                0,
                0,
                late,
                conduct);
    }

    @Test
    void anAttackThatStillBreaksSamplesWhenItStopsHadNotConverged() {
        assertEquals(List.of("more-iterations-help"), checks(late("pgd", 6, 40)));
        assertEquals(List.of(), checks(late("pgd", 5, 40)), "chance");
        assertEquals(List.of(), checks(late("fgsm", 6, 1)), "one step has no quarters");
        Conduct led = new Conduct(1000, 0, 1, false, 50, 0, 1);
        assertEquals(List.of(), checks(late("pgd", 6, 40, led)), "what is stored comes last");
        assertEquals(List.of("more-iterations-help"), checks(late("pgd", 7, 40, led)));
    }

    private static List<String> examined(
            int differing, boolean probabilities, @Nullable String failure, Examination.Rung... ladder) {
        Examination examination = new Examination(64, 10, 16, differing, probabilities, List.of(ladder), failure);
        Circumstances known = new Circumstances(Canaries.NONE, List.of(), Map.of("d", examination));
        return Doubts.of(List.of(whiteBox("pgd", 0, 20)), known).stream()
                .map(Flag::check)
                .toList();
    }

    @Test
    void whatIsFoundAtAModelIsDoubtedOfItsDefender() {
        assertEquals(List.of(), examined(8, false, null));
        assertEquals(List.of("differs-from-differences"), examined(9, false, null));
        assertEquals(List.of("softmax-for-logits"), examined(0, true, null));
        assertEquals(List.of("not-examined"), examined(0, false, "It throws."));
    }

    @Test
    void pgdThatMayDoAnythingMustReachChance() {
        Examination.Rung small = new Examination.Rung(0.4, 10, 64, 0, 0);
        // Of 64 samples guessing one of ten classes answers 11 or more with 5.2 %, 12 or more with 2.4 %.
        assertEquals(List.of(), examined(0, false, null, small, new Examination.Rung(1, 40, 11, 0, 53)));
        assertEquals(
                List.of("huge-epsilon-survived"),
                examined(0, false, null, small, new Examination.Rung(1, 40, 12, 0, 52)));
    }

    @Test
    void aGreaterEpsilonMustNotBreakFewer() {
        Examination.Rung small = new Examination.Rung(0.1, 10, 20, 0, 44);
        Examination.Rung last = new Examination.Rung(1, 40, 0, 0, 30);
        assertEquals(List.of(), examined(0, false, null, small, new Examination.Rung(0.2, 10, 25, 5, 0), last));
        assertEquals(
                List.of("not-monotone"),
                examined(0, false, null, small, new Examination.Rung(0.2, 10, 26, 6, 0), last));
    }

    private static List<Flag> watched(CellEvidence... cells) {
        Canaries canaries = new Canaries(List.of("noise"), List.of("broken"), List.of("plain"));
        return Doubts.of(List.of(cells), new Circumstances(canaries, List.of(), Map.of()));
    }

    private static CellEvidence at(String defender, CellEvidence cell, boolean over) {
        return new CellEvidence(
                cell.attacker(),
                defender,
                null,
                over,
                cell.judged(),
                cell.broken(),
                cell.queries(),
                cell.gradients(),
                cell.mostGradients(),
                0,
                0,
                0,
                null);
    }

    @Test
    void aBrokenDefenseThatNobodyBrokeSaysThatTheAttackersAreTooWeak() {
        CellEvidence plain = at("plain", whiteBox("pgd", 0, 90), true);
        Flag raised = watched(plain, at("broken", whiteBox("pgd", 0, 49), true)).get(0);
        assertEquals(List.of("canary-unbroken", "broken"), List.of(raised.check(), String.valueOf(raised.defender())));
        assertEquals(List.of(), watched(plain, at("broken", whiteBox("pgd", 0, 50), true)));
        assertEquals(List.of(), watched(plain, at("broken", whiteBox("pgd", 0, 49), false)), "it is still played");
        assertEquals(
                List.of(),
                watched(at("plain", whiteBox("pgd", 0, 40), true), at("broken", whiteBox("pgd", 0, 20), true)),
                "so little is allowed that nothing breaks");
    }

    @Test
    void aWhiteBoxAttackThatDoesNoBetterThanNoiseOnAPlainNetworkIsHarmless() {
        CellEvidence noise = at("plain", blackBox("noise", 0, 10), true);
        CellEvidence good = at("plain", whiteBox("pgd", 0, 90), true);
        List<Flag> flags = watched(noise, good, at("plain", whiteBox("bad", 0, 12), true));
        assertEquals(1, flags.size(), flags.toString());
        assertEquals("harmless-attack", flags.get(0).check());
        assertEquals("bad", flags.get(0).attacker());
        assertEquals(List.of(), watched(noise, good, at("plain", whiteBox("weak", 0, 30), true)));
        assertEquals(List.of(), watched(noise, at("plain", whiteBox("bad", 0, 12), true)), "nobody breaks it");
    }

    @Test
    void whereNoiseHadFewerSamplesAnAttackThatBreaksMoreThanItIsNotHarmless() {
        BitSet few = bits(0, 50);
        CellEvidence noise = new CellEvidence("noise", "plain", null, true, few, bits(0, 1), 50, 0, 0, 0, 0, 0, null);
        CellEvidence good = at("plain", whiteBox("pgd", 0, 90), true);
        assertEquals(List.of(), watched(noise, good, at("plain", whiteBox("weak", 45, 53), true)));
        assertEquals(
                1,
                watched(noise, good, at("plain", whiteBox("bad", 45, 48), true)).size());
    }

    @Test
    void ofCanariesThatWereAddedNothingIsDoubtedButThatTheyStand() {
        Guests guests = new Guests(List.of("noise"), List.of("broken", "plain"), List.of(), 50);
        Canaries canaries = new Canaries(List.of("noise"), List.of("broken"), List.of("plain"), guests);
        Conduct zero = new Conduct(100, 50, 1, false, 100, 60);
        List<CellEvidence> cells = List.of(
                at("plain", whiteBox("pgd", 0, 90), true),
                new CellEvidence("pgd", "broken", null, true, bits(0, 100), bits(0, 9), 9, 9, 9, 0, 0, 9, zero),
                new CellEvidence("noise", "d", null, true, bits(0, 100), bits(0, 30), 9, 0, 0, 0, 0, 9, zero));
        assertEquals(
                List.of("canary-unbroken"),
                Doubts.of(cells, new Circumstances(canaries, List.of(), Map.of())).stream()
                        .map(Flag::check)
                        .toList());
    }

    @Test
    void recordsOfBeforeRaiseNothingThatWasNotMeasured() {
        assertEquals(List.of(), checks(seen(null, null)));
    }

    @Test
    void everyCheckSaysWhatItMeansAndWhatToDo() {
        for (Check check : Check.values()) {
            assertEquals(check, Check.of(check.id()).orElseThrow());
            for (String text : List.of(check.title(), check.meaning(), check.advice(), check.source())) {
                assertTrue(text.length() > 10, check.id());
            }
        }
    }
}
