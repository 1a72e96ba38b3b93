package io.gauntlet.arena.flag;

import java.util.List;
import java.util.Map;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.spec.Rules;

/**
 * What flags are raised by beside the verdicts.
 *
 * @param canaries players that are known to be weak
 * @param plays of slices that have a verdict that counts
 * @param examinations of defenders' models, by label; of some there is none in records of before they were made
 * @param norm of the threat model
 * @param rules by which matches are played: attacks are compared only where each is given every sample
 */
public record Circumstances(
        Canaries canaries, List<Play> plays, Map<String, Examination> examinations, Rules rules, Norm norm) {
    /** Nothing but the verdicts is known. */
    public static final Circumstances NONE = new Circumstances(Canaries.NONE, List.of(), Map.of());

    /** Where every attack was given every sample. */
    public Circumstances(Canaries canaries, List<Play> plays, Map<String, Examination> examinations) {
        this(canaries, plays, examinations, Rules.DEFAULT);
    }

    /** In the maximum norm. */
    public Circumstances(Canaries canaries, List<Play> plays, Map<String, Examination> examinations, Rules rules) {
        this(canaries, plays, examinations, rules, Norm.LINF);
    }

    /** Copies the lists. */
    public Circumstances {
        plays = List.copyOf(plays);
        examinations = Map.copyOf(examinations);
    }

    /** How a cell was played, all slices together. */
    public Play play(String attacker, String defender) {
        return plays.stream()
                .filter(one -> one.attacker().equals(attacker) && one.defender().equals(defender))
                .reduce(Play::plus)
                .orElse(new Play(attacker, defender, 0, 0, 0, null));
    }
}
