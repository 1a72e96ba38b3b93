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

    void success(int sample) {
        if (firstSuccess[sample] == 0) {
            firstSuccess[sample] = queries[sample];
        }
    }

    long queries(int sample) {
        return queries[sample];
    }

    long gradients(int sample) {
        return gradients[sample];
    }

    /** Queries spent when the first success was seen, or 0. */
    long firstSuccess(int sample) {
        return firstSuccess[sample];
    }
}
