package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.flag.Circumstances;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.flag.Guests;
import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.Rules;

/**
 * The tables of a tournament under one threat model.
 *
 * @param threatModel what was allowed
 * @param samples how many samples each cell has
 * @param cells attack x defended model
 * @param defenders ranked, the undecided last
 * @param attackers ranked, the undecided last
 * @param flags doubts about cells and defenders
 * @param mode how much of the grid was played
 * @param earlyStop how narrow the interval of a defender had to be before its cells stopped; null when they never did
 * @param canaries what became of the canaries that were added, which none of the other tables count; null when none were
 */
public record Scoreboard(
        ThreatModel threatModel,
        int samples,
        List<Cell> cells,
        List<DefenderStanding> defenders,
        List<AttackerStanding> attackers,
        List<Flag> flags,
        Mode mode,
        @Nullable Double earlyStop,
        @Nullable CanaryTable canaries) {
    /** None when the flags are missing. */
    public Scoreboard {
        flags = Objects.requireNonNullElse(flags, List.<Flag>of());
    }

    /** Scores what is recorded of all cells of a threat model; {@code samples} is what each cell has when it is played. */
    public static Scoreboard of(ThreatModel threatModel, int samples, List<CellRecord> records) {
        return of(threatModel, samples, records, Scoring.WORST_CASE);
    }

    /** The same with ranks by another scoring; flags belong to the rule that was played: here are none. */
    public static Scoreboard of(ThreatModel threatModel, int samples, List<CellRecord> records, Scoring scoring) {
        return tables(threatModel, samples, records, scoring, List.of(), Rules.DEFAULT, null);
    }

    /** With the flags that verdicts and what is known beside them raise. */
    public static Scoreboard of(
            ThreatModel threatModel, int samples, List<CellRecord> records, Circumstances circumstances) {
        List<Flag> flags = Evidence.flags(records, circumstances);
        return tables(
                threatModel,
                samples,
                counted(records, circumstances.canaries().guests()),
                Scoring.WORST_CASE,
                flags,
                circumstances.rules(),
                CanaryTable.of(samples, records, circumstances.canaries()));
    }

    /** Without the cells of canaries that were added. */
    public static List<CellRecord> counted(List<CellRecord> records, Guests guests) {
        return records.stream()
                .filter(record -> guests.counts(record.attacker(), record.defender()))
                .toList();
    }

    private static Scoreboard tables(
            ThreatModel threatModel,
            int samples,
            List<CellRecord> records,
            Scoring scoring,
            List<Flag> flags,
            Rules rules,
            @Nullable CanaryTable canaries) {
        return new Scoreboard(
                threatModel,
                samples,
                records.stream().map(record -> Cell.of(record, rules)).toList(),
                DefenderTable.of(samples, records, scoring, rules),
                AttackerTable.of(records, scoring, flags, rules),
                flags,
                rules.mode(),
                rules.earlyStop(),
                canaries);
    }

    /**
     * Scores verdicts under another rule than the one that they were played under, without playing. What the record does
     * not say is open, and what is open is not ranked. Flags belong to the rule that was played: here are none.
     *
     * @param played the threat model of the verdicts
     * @param cells of all attackers
     * @param rules by which they were played
     * @throws IllegalArgumentException when the rule's epsilon or budget are out of range, with the value
     */
    public static Scoreboard rescored(
            ThreatModel played, int samples, List<PlayedCell> cells, ScoringRule rule, Rules rules) {
        List<CellRecord> records = records(played, cells, rule);
        return tables(rule.threatModel(played), samples, records, rule.scoring(), List.of(), rules, null);
    }

    /** What the verdicts of cells say under a rule; see {@link #rescored}. */
    public static List<CellRecord> records(ThreatModel played, List<PlayedCell> cells, ScoringRule rule) {
        ThreatModel asked = rule.threatModel(played);
        List<CellRecord> counted = cells.stream()
                .filter(cell -> rule.counts(cell.record().attacker()))
                .map(cell -> Rescored.of(cell, played, asked))
                .toList();
        return Spared.of(cells.stream().map(PlayedCell::record).toList(), counted);
    }

    static Map<String, List<CellRecord>> group(List<CellRecord> records, Function<CellRecord, String> by) {
        Map<String, List<CellRecord>> groups = new LinkedHashMap<>();
        for (CellRecord record : records) {
            groups.computeIfAbsent(by.apply(record), key -> new ArrayList<>()).add(record);
        }
        return groups;
    }
}
