package io.gauntlet.arena.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** How much of the grid of attacks and defenders is played. */
public enum Mode {
    /** Every attack on every sample: what comparisons of attacks need. */
    MATRIX,
    /** No attack on a sample that one before it took: enough for the worst case of each sample, and for nothing else. */
    VERDICT;

    /** Why attacks are not compared in verdict mode. */
    public static final String NOT_COMPARED =
            "In verdict mode an attack is not given what those before it broke, so attacks cannot be compared:"
                    + " only mode matrix has exclusive kills, ranks of attackers, ratings, covers, points and mixtures.";

    /** The name in specs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(Mode::id).toList();
    }
}
