package io.gauntlet.runtime.compute;

import java.time.Instant;

/**
 * Plug-in code that ignored its end and still runs.
 *
 * @param task what it was
 * @param since when it was given up
 */
public record AbandonedTask(String task, Instant since) {}
