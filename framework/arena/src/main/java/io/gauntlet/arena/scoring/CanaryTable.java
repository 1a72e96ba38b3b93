package io.gauntlet.arena.scoring;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.flag.Canaries;
import io.gauntlet.arena.flag.Guests;

/**
 * What became of the canaries that a tournament added: what is known to be broken should be broken here too.
 *
 * @param samples how many each has when it is played
 * @param defenders broken defenses, and a plain network where none was named, against all attackers that count
 * @param attackers weak attacks, against all plain networks and all defenders that count
 */
public record CanaryTable(int samples, List<Line> defenders, List<Line> attackers) {
    /**
     * One of them.
     *
     * @param label its
     * @param judged samples with a verdict, each once for every attack's opponent; of a defender, each once
     * @param broken how many of these an attack broke: the best of all against a defender, or the weak one itself
     * @param plain whether it is a plain network
     * @param over whether no verdict is still to come
     * @param reason why matches were skipped or forfeited; null when none was
     */
    public record Line(
            String label,
            int judged,
            int broken,
            boolean plain,
            boolean over,
            @Nullable String reason) {}

    /** Copies the lists. */
    public CanaryTable {
        defenders = List.copyOf(defenders);
        attackers = List.copyOf(attackers);
    }

    /** Null where no canary was added. */
    static @Nullable CanaryTable of(int samples, List<CellRecord> records, Canaries canaries) {
        Guests guests = canaries.guests();
        if (guests.none()) {
            return null;
        }
        return new CanaryTable(
                Math.min(samples, guests.samples()),
                lines(guests.defenders(), records, CellRecord::defender, record -> "", canaries),
                lines(guests.attackers(), records, CellRecord::attacker, CellRecord::defender, canaries));
    }

    /** @param board where a sample is another one */
    private static List<Line> lines(
            List<String> labels,
            List<CellRecord> records,
            Function<CellRecord, String> side,
            Function<CellRecord, String> board,
            Canaries canaries) {
        List<Line> lines = new ArrayList<>();
        for (String label : labels) {
            List<CellRecord> own = records.stream()
                    .filter(record -> side.apply(record).equals(label))
                    .toList();
            if (!own.isEmpty()) {
                lines.add(line(label, own, board, canaries.plain().contains(label)));
            }
        }
        return lines;
    }

    private static Line line(String label, List<CellRecord> cells, Function<CellRecord, String> board, boolean plain) {
        Map<String, BitSet> judged = new LinkedHashMap<>();
        Map<String, BitSet> broken = new LinkedHashMap<>();
        String reason = null;
        boolean over = true;
        for (CellRecord cell : cells) {
            BitSet seen = judged.computeIfAbsent(board.apply(cell), key -> new BitSet());
            BitSet taken = broken.computeIfAbsent(board.apply(cell), key -> new BitSet());
            for (CellRecord.Verdict verdict : cell.samples()) {
                seen.set(verdict.sample());
                if (verdict.broken()) {
                    taken.set(verdict.sample());
                }
            }
            over &= cell.over();
            reason = reason == null ? cell.reason() : reason;
        }
        return new Line(label, sum(judged), sum(broken), plain, over, reason);
    }

    private static int sum(Map<String, BitSet> samples) {
        return samples.values().stream().mapToInt(BitSet::cardinality).sum();
    }
}
