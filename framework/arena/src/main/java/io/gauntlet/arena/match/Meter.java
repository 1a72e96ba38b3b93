package io.gauntlet.arena.match;

import io.gauntlet.api.ThreatModel;

/** Counts what each sample of a match has spent, and says who can still pay. */
final class Meter {
    private final long maxQueries;
    private final long maxGradients;
    private final long[] queries;
    private final long[] gradients;
    private final long[] firstSuccess;

    Meter(int samples, ThreatModel threatModel) {
        maxQueries = threatModel.maxQueries();
        maxGradients = threatModel.maxGradients();
        queries = new long[samples];
        gradients = new long[samples];
        firstSuccess = new long[samples];
    }

    /** Bills a sample, or returns false and bills nothing when its budget does not cover it. */
    boolean pay(int sample, long someQueries, long someGradients) {
        if (queries[sample] + someQueries > maxQueries || gradients[sample] + someGradients > maxGradients) {
            return false;
        }
        queries[sample] += someQueries;
        gradients[sample] += someGradients;
        return true;
    }

    /** Notes the query that was answered by a success, unless one came before. */
    void success(int sample, long query) {
        if (firstSuccess[sample] == 0) {
            firstSuccess[sample] = query;
        }
    }

    long queries(int sample) {
        return queries[sample];
    }

    long gradients(int sample) {
        return gradients[sample];
    }

    /** The number of the query that first met a success, or 0. */
    long firstSuccess(int sample) {
        return firstSuccess[sample];
    }
}
