package io.gauntlet.arena.flag;

import java.util.BitSet;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;

import io.gauntlet.arena.statistics.Chance;
import io.gauntlet.arena.statistics.McNemar;

/** What several attacks together did to one defender: a sample is broken when any of them broke it. */
final class Union {
    /** Smaller differences in robust accuracy raise no flag. */
    static final double LEAST_GAP = 0.002;

    private final List<String> attackers;
    private final BitSet judged = new BitSet();
    private final BitSet broken = new BitSet();

    /** Of those of these cells that have verdicts. */
    static Union of(Collection<CellEvidence> cells, Predicate<CellEvidence> which) {
        return new Union(cells.stream()
                .filter(cell -> !cell.judged().isEmpty())
                .filter(which)
                .toList());
    }

    Union(Collection<CellEvidence> cells) {
        attackers = cells.stream().map(CellEvidence::attacker).toList();
        for (CellEvidence cell : cells) {
            judged.or(cell.judged());
            broken.or(cell.broken());
        }
    }

    /**
     * What says that these attacks beat others: a robust accuracy lower by more than {@value #LEAST_GAP} on the samples
     * that both have a verdict on, and a paired test that does not put it down to chance.
     */
    Optional<String> beats(Union other, String these, String others) {
        BitSet both = and(judged, other.judged);
        BitSet own = and(broken, both);
        BitSet theirs = and(other.broken, both);
        int more = minus(own, theirs).cardinality();
        int fewer = minus(theirs, own).cardinality();
        double gap = (double) (more - fewer) / Math.max(1, both.cardinality());
        if (gap <= LEAST_GAP || !McNemar.significant(more, fewer)) {
            return Optional.empty();
        }
        return Optional.of("Of " + both.cardinality() + " samples, " + these + " (" + names() + ") broke "
                + own.cardinality() + ", and " + others + " (" + other.names() + ") " + theirs.cardinality() + ": "
                + more + " were broken by the former alone, " + fewer + " by the latter alone.");
    }

    /** Whether so many of the samples judged are a gap that chance does not explain. */
    static boolean matters(int some, BitSet judged) {
        return some > LEAST_GAP * judged.cardinality() && McNemar.significant(some, 0);
    }

    /**
     * Whether a greater share of these attacks' samples was broken than of others', which may have had fewer: than chance
     * explains if the others' share is the true one.
     */
    boolean breaksMoreThan(Union other) {
        int taken = other.broken.cardinality();
        int all = other.judged.cardinality();
        if (taken == 0 || taken == all) {
            return taken == 0 && !broken.isEmpty();
        }
        return Chance.exceeds(broken.cardinality(), judged.cardinality(), (double) taken / all);
    }

    private String names() {
        return attackers.stream().collect(Collectors.joining(", "));
    }

    boolean empty() {
        return judged.isEmpty();
    }

    /** Whether at least half of the samples were broken. */
    boolean mostlyBroken() {
        return 2 * broken.cardinality() >= judged.cardinality();
    }

    /** How many samples were broken, in words. */
    String count() {
        return broken.cardinality() + " of " + judged.cardinality() + " samples";
    }

    private static BitSet and(BitSet one, BitSet other) {
        BitSet both = (BitSet) one.clone();
        both.and(other);
        return both;
    }

    private static BitSet minus(BitSet one, BitSet other) {
        BitSet rest = (BitSet) one.clone();
        rest.andNot(other);
        return rest;
    }
}
