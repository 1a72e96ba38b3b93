package io.gauntlet.runtime;

/**
 * What the workers of this process do.
 *
 * @param threads how many jobs can run at once; 0 when the workers were not started
 * @param running how many run now
 * @param abandoned how many pieces of plug-in code ignored their end and still run
 */
public record WorkerStatus(int threads, int running, int abandoned) {}
