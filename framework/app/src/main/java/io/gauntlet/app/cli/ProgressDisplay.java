package io.gauntlet.app.cli;

/** Shows how far a tournament is. */
interface ProgressDisplay extends AutoCloseable {
    /** Something worth a line happened. */
    void say(String line);

    /**
     * How far it is.
     *
     * @param over jobs that are over
     * @param jobs all jobs
     * @param done how much of the jobs is done, running ones included
     * @param running what runs now, in a few words
     */
    void show(int over, int jobs, double done, String running);

    @Override
    void close();
}
