package io.gauntlet.arena.match;

import io.gauntlet.api.ThreatModel;
import io.gauntlet.arena.flag.Conduct;
import io.gauntlet.arena.referee.Referee;

/** Counts what each sample of a match has spent, and says who can still pay. */
final class Meter {
    private final long maxQueries;
    private final long maxGradients;
    private final long[] queries;
    private final long[] gradients;
    private final long[] firstSuccess;
    private long differentiated;
    private long zero;
    private int draws;
    private int warm;

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

    /** Notes the query that was answered by a success, unless one came before, and whether a warm start led to it. */
    void success(int sample, long query, boolean afterWarmStart) {
        if (firstSuccess[sample] == 0) {
            firstSuccess[sample] = query;
            warm += afterWarmStart ? 1 : 0;
        }
    }

    /** Notes gradients of candidates that were not yet successes, and the draws that each is the mean of. */
    void met(int gradients, int zeroGradients, int drawn) {
        differentiated += gradients;
        zero += zeroGradients;
        draws = Math.max(draws, drawn);
    }

    /** What was met, of a match whose model is randomised or not, with what the referee says of rounding. */
    Conduct conduct(boolean randomised, Referee.Rounding rounding) {
        return new Conduct(
                differentiated,
                zero,
                draws,
                randomised,
                rounding.broken(),
                rounding.lost(),
                warm == 0 ? null : (Integer) warm);
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
