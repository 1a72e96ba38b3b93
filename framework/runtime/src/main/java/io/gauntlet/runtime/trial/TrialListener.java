package io.gauntlet.runtime.trial;

/** Hears how far a trial is; called from several threads, one at a time. */
@FunctionalInterface
public interface TrialListener {
    /**
     * How far it is.
     *
     * @param over pieces that are over
     * @param pieces all pieces
     * @param done how many pieces are done, parts of running ones included
     */
    void progress(int over, int pieces, double done);
}
