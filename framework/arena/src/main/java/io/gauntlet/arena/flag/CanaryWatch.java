package io.gauntlet.arena.flag;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

import io.gauntlet.arena.spec.Rules;

/** What players that are known to be weak, and plain networks, say about the others. */
final class CanaryWatch {
    private final Canaries canaries;
    private final Rules rules;
    private final Map<String, List<CellEvidence>> defenders;

    /** @param defenders the cells of each */
    CanaryWatch(Circumstances circumstances, Map<String, List<CellEvidence>> defenders) {
        this.canaries = circumstances.canaries();
        this.rules = circumstances.rules();
        this.defenders = defenders;
    }

    List<Flag> flags() {
        List<Flag> flags = new ArrayList<>();
        canaries.defenders().forEach(label -> unbroken(label).ifPresent(flags::add));
        for (String label : canaries.plain()) {
            for (CellEvidence cell : cells(label)) {
                harmless(cell).ifPresent(flags::add);
            }
        }
        return flags;
    }

    private List<CellEvidence> cells(String defender) {
        return defenders.getOrDefault(defender, List.of());
    }

    /**
     * Where even plain networks are not broken, what was allowed is too little to say anything; where they are not broken
     * on surely more of the same samples, the samples are too few.
     */
    private Optional<Flag> unbroken(String label) {
        List<CellEvidence> cells = cells(label);
        Union all = Union.of(cells, cell -> true);
        boolean over = cells.stream().allMatch(CellEvidence::over);
        boolean breakable = canaries.plain().stream()
                .map(plain -> Union.of(cells(plain), cell -> true))
                .filter(plain -> !plain.empty())
                .allMatch(plain ->
                        plain.mostlyBroken() && plain.beats(all, "they", "they").isPresent());
        return over && breakable && !all.empty() && !all.mostlyBroken()
                ? Optional.of(Flag.of(
                        Check.CANARY_UNBROKEN,
                        label,
                        null,
                        "All attacks together broke " + all.count() + ", though this defense is known to be broken."))
                : Optional.empty();
    }

    private Optional<Flag> harmless(CellEvidence cell) {
        boolean weak = canaries.attackers().contains(cell.attacker());
        // What is given what others left may break nothing of it and still be strong.
        if (!rules.whole()
                || weak
                || !cell.over()
                || cell.judged().isEmpty()
                || !cell.strength().whiteBox()) {
            return Optional.empty();
        }
        List<CellEvidence> cells = cells(cell.defender());
        Union own = new Union(List.of(cell));
        Union all = Union.of(cells, one -> true);
        Union noise = Union.of(cells, one -> canaries.attackers().contains(one.attacker()));
        boolean better = noise.empty()
                ? !cell.broken().isEmpty()
                : own.beats(noise, "it", "noise").isPresent() || own.breaksMoreThan(noise);
        return better
                ? Optional.empty()
                : all.beats(own, "all attacks together", "it")
                        .map(evidence -> Flag.of(Check.HARMLESS_ATTACK, cell.defender(), cell.attacker(), evidence));
    }
}
