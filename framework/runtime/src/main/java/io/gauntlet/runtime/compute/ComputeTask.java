package io.gauntlet.runtime.compute;

import java.time.Duration;
import java.util.concurrent.Callable;

import io.gauntlet.arena.match.StopSignal;

/**
 * Plug-in code to run.
 *
 * @param name for people
 * @param loader the thread's context class loader meanwhile
 * @param limit the time it may take once it runs
 * @param stop what the code meets at its next call of the framework once its time is over
 * @param work the code
 */
public record ComputeTask<T>(String name, ClassLoader loader, Duration limit, StopSignal stop, Callable<T> work) {}
