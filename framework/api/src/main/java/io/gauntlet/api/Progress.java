package io.gauntlet.api;

/** Tells the user how far long work has come, and the worker whether it must stop. */
public interface Progress {
    /**
     * Reports progress. Cheap: call it as often as convenient.
     *
     * @param done the share done, in [0,1]
     * @param message a few words, such as {@code epoch 3 of 10, loss 0.12}
     * @throws StoppedException when the work was cancelled or timed out; let it pass
     */
    void report(double done, String message);

    /** Reports to nobody and never stops. */
    static Progress silent() {
        return (done, message) -> {};
    }
}
