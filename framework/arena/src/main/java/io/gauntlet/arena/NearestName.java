package io.gauntlet.arena;

import java.util.Arrays;
import java.util.Collection;
import java.util.Locale;
import java.util.Optional;

import org.apache.commons.text.similarity.JaroWinklerSimilarity;

/** Finds the name that a user probably meant. */
public final class NearestName {
    /** Below this Jaro-Winkler similarity two names have nothing to do with each other. */
    private static final double LEAST_SIMILARITY = 0.75;

    /** The similarity of names with the same letters in another order. */
    private static final double SWAPPED = 0.95;

    private NearestName() {}

    /** The most similar of some names, whatever the case and whether joined by hyphens or underscores; empty when none is. */
    public static Optional<String> of(String given, Collection<String> names) {
        JaroWinklerSimilarity similarity = new JaroWinklerSimilarity();
        String plain = plain(given);
        String best = null;
        double most = LEAST_SIMILARITY;
        for (String name : names) {
            // Jaro-Winkler looks too near to see swapped letters in short names, such as pdg for pgd.
            double score = sorted(plain).equals(sorted(plain(name))) ? SWAPPED : similarity.apply(plain, plain(name));
            if (plain.equals(plain(name))) {
                return Optional.of(name);
            }
            if (score > most) {
                most = score;
                best = name;
            }
        }
        return Optional.ofNullable(best);
    }

    /** The sentence {@code  Did you mean 'pgd'?}, led by a space, or nothing when no name is near. */
    public static String question(String given, Collection<String> names) {
        return of(given, names).map(name -> " Did you mean '" + name + "'?").orElse("");
    }

    private static String sorted(String name) {
        char[] letters = name.toCharArray();
        Arrays.sort(letters);
        return new String(letters);
    }

    private static String plain(String name) {
        return name.toLowerCase(Locale.ROOT).replace('_', '-').replace(' ', '-');
    }
}
