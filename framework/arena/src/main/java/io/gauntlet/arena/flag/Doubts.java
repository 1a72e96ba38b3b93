package io.gauntlet.arena.flag;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.flag.Examination.Rung;
import io.gauntlet.arena.statistics.Chance;
import io.gauntlet.arena.statistics.McNemar;

/** Looks for everything that {@link Check} names, under one threat model. */
public final class Doubts {
    /** The share of zero gradients from which on a cell is doubted. */
    static final double ZERO_SHARE = 0.05;

    private static final String NOT_FINITE = "NonFiniteException";

    /** The share of comparisons with finite differences that may fail. */
    private static final double DIFFERING_SHARE = 0.5;

    private final Circumstances circumstances;
    private final List<Flag> flags = new ArrayList<>();

    private Doubts(Circumstances circumstances) {
        this.circumstances = circumstances;
    }

    /** The flags of all cells and defenders, defender by defender in the order of the cells. */
    public static List<Flag> of(List<CellEvidence> cells, Circumstances circumstances) {
        Doubts doubts = new Doubts(circumstances);
        Map<String, List<CellEvidence>> defenders = new LinkedHashMap<>();
        cells.forEach(cell -> defenders
                .computeIfAbsent(cell.defender(), key -> new ArrayList<>())
                .add(cell));
        doubts.flags.addAll(new CanaryWatch(circumstances, defenders).flags());
        List<String> guests = circumstances.canaries().guests().defenders();
        defenders.keySet().removeAll(guests);
        defenders.forEach(doubts::defender);
        return List.copyOf(doubts.flags);
    }

    /**
     * The checks that one attack on one sample can raise. The others compare attacks, or take a gap to be chance on so
     * few samples.
     *
     * @param classes of the data set
     */
    public static List<Check> ofOneSample(int classes) {
        List<Check> checks = new ArrayList<>(List.of(
                Check.ZERO_GRADIENTS,
                Check.WITHOUT_EOT,
                Check.DIFFERS_FROM_DIFFERENCES,
                Check.SOFTMAX_FOR_LOGITS,
                Check.NOT_EXAMINED));
        if (hardlyGuessed(1, 1, classes)) {
            checks.add(Check.HUGE_EPSILON_SURVIVED);
        }
        return List.copyOf(checks);
    }

    /** Whether more samples survived than guessing answers rightly. */
    private static boolean hardlyGuessed(int survived, int samples, int classes) {
        return Chance.exceeds(survived, samples, 1.0 / classes);
    }

    private void defender(String label, List<CellEvidence> cells) {
        if (circumstances.rules().whole()) {
            compare(label, cells);
        }
        withoutEot(label, cells);
        Examination examination = circumstances.examinations().get(label);
        if (examination != null) {
            examined(label, examination);
        }
        List<CellEvidence> counted = cells.stream()
                .filter(cell -> circumstances.canaries().guests().counts(cell.attacker(), label))
                .toList();
        counted.forEach(this::zeroGradients);
        counted.forEach(this::lostByRounding);
        counted.forEach(this::moreIterations);
    }

    private void examined(String label, Examination examination) {
        String failure = examination.failure();
        if (failure != null) {
            add(Check.NOT_EXAMINED, label, failure);
        }
        if (examination.probabilities()) {
            add(
                    Check.SOFTMAX_FOR_LOGITS,
                    label,
                    "All outputs on the calibration samples looked at were probabilities.");
        }
        if (examination.differing() > DIFFERING_SHARE * examination.checked()) {
            add(
                    Check.DIFFERS_FROM_DIFFERENCES,
                    label,
                    "On " + examination.differing() + " of " + examination.checked()
                            + " samples the slope along the gradient was another than the gradient says.");
        }
        Rung before = null;
        Norm norm = examination.telling(circumstances.norm());
        for (Rung rung : examination.ladder(norm)) {
            if (before != null) {
                monotone(label, examination.samples(), norm, before, rung);
            }
            before = rung;
        }
        if (before != null && hardlyGuessed(before.survived(), examination.samples(), examination.classes())) {
            add(
                    Check.HUGE_EPSILON_SURVIVED,
                    label,
                    before.survived() + " of " + examination.samples() + " samples survived PGD with "
                            + before.iterations() + " steps and epsilon " + before.epsilon()
                            + in(norm) + "; guessing answers one in " + examination.classes() + " rightly.");
        }
    }

    private void monotone(String label, int samples, Norm norm, Rung before, Rung rung) {
        boolean rises = rung.regained() - rung.lost() > Union.LEAST_GAP * samples;
        if (rises && McNemar.significant(rung.regained(), rung.lost())) {
            add(
                    Check.NOT_MONOTONE,
                    label,
                    "Of " + samples + " samples, " + before.survived() + " survived PGD at epsilon " + before.epsilon()
                            + " and " + rung.survived() + " at " + rung.epsilon() + "," + in(norm) + ".");
        }
    }

    private static String in(Norm norm) {
        return norm == Norm.LINF ? " in the maximum norm" : " in " + norm.id();
    }

    private void add(Check check, String defender, String evidence) {
        flags.add(Flag.of(check, defender, null, evidence));
    }

    private void moreIterations(CellEvidence cell) {
        Conduct conduct = cell.conduct();
        // Attacks begin from stored examples last: what they find there says nothing of more iterations.
        int late = cell.late() - (conduct == null ? 0 : Math.min(cell.late(), conduct.warmed()));
        if (cell.strength() == Strength.ITERATIVE && Union.matters(late, cell.judged())) {
            flags.add(Flag.of(
                    Check.MORE_ITERATIONS_HELP,
                    cell.defender(),
                    cell.attacker(),
                    late + " of " + cell.broken().cardinality()
                            + " samples were broken in the last quarter of the queries that others survived."));
        }
    }

    private void compare(String label, List<CellEvidence> cells) {
        Union whiteBox = Union.of(cells, cell -> cell.strength().whiteBox());
        beats(
                Check.BLACK_BOX_BEATS_WHITE_BOX,
                label,
                Union.of(cells, cell -> cell.strength() == Strength.BLACK_BOX),
                "black-box attacks",
                whiteBox,
                "white-box attacks");
        beats(
                Check.TRANSFER_BEATS_WHITE_BOX,
                label,
                Union.of(cells, cell -> cell.strength() == Strength.TRANSFER),
                "attacks by transfer",
                whiteBox,
                "white-box attacks");
        beats(
                Check.NOISE_BEATS_GRADIENTS,
                label,
                Union.of(cells, cell -> circumstances.canaries().attackers().contains(cell.attacker())),
                "canaries",
                whiteBox,
                "white-box attacks");
        beats(
                Check.SINGLE_STEP_BEATS_ITERATIVE,
                label,
                Union.of(cells, cell -> cell.strength() == Strength.SINGLE_STEP),
                "attacks of a single step",
                Union.of(cells, cell -> cell.strength() == Strength.ITERATIVE),
                "iterative attacks");
    }

    /** Without attacks on either side nothing is compared: no sample has verdicts of both. */
    private void beats(Check check, String label, Union weaker, String these, Union stronger, String others) {
        weaker.beats(stronger, these, others).ifPresent(evidence -> add(check, label, evidence));
    }

    private void withoutEot(String label, List<CellEvidence> cells) {
        int most = 0;
        for (CellEvidence cell : cells) {
            Conduct conduct = cell.conduct();
            if (conduct != null && conduct.randomised()) {
                most = Math.max(most, conduct.draws());
            }
        }
        if (most == 1) {
            add(Check.WITHOUT_EOT, label, "No attack took a gradient from more than one draw of this defender.");
        }
    }

    private void zeroGradients(CellEvidence cell) {
        String reason = cell.reason();
        if (reason != null && reason.startsWith(NOT_FINITE)) {
            flags.add(Flag.of(Check.ZERO_GRADIENTS, cell.defender(), cell.attacker(), reason));
        }
        Conduct conduct = cell.conduct();
        if (conduct != null && conduct.zeroShare() > ZERO_SHARE) {
            flags.add(Flag.of(
                    Check.ZERO_GRADIENTS,
                    cell.defender(),
                    cell.attacker(),
                    String.format(
                            Locale.ROOT,
                            "%d of %d gradients of samples still answered rightly were zero in every value (%.1f %%).",
                            conduct.zero(),
                            conduct.gradients(),
                            100 * conduct.zeroShare())));
        }
    }

    private void lostByRounding(CellEvidence cell) {
        Conduct conduct = cell.conduct();
        if (conduct != null && Union.matters(conduct.lostByRounding(), cell.judged())) {
            flags.add(Flag.of(
                    Check.LOST_BY_ROUNDING,
                    cell.defender(),
                    cell.attacker(),
                    conduct.lostByRounding() + " of " + conduct.broken()
                            + " adversarial examples no longer win when saved with 256 levels a value."));
        }
    }
}
