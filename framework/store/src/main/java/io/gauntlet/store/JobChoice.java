package io.gauntlet.store;

import java.util.Set;

/**
 * Which jobs a worker would take.
 *
 * @param kinds of which kinds
 * @param alone whether nothing else runs in its process: only then it is given jobs that must run {@link
 *     JobLease#alone() alone}
 * @param except ids of jobs that it leaves to others
 */
public record JobChoice(Set<String> kinds, boolean alone, Set<Long> except) {
    /** Copies the sets. */
    public JobChoice {
        kinds = Set.copyOf(kinds);
        except = Set.copyOf(except);
    }

    /** Any job of these kinds. */
    public static JobChoice any(Set<String> kinds) {
        return new JobChoice(kinds, true, Set.of());
    }
}
