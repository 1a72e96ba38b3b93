/**
 * Everything at work in one process: the {@link io.gauntlet.runtime.Gauntlet} that commands and the HTTP server use,
 * and how a tournament is planned, judged files are checked, and where things run is described. How jobs are done, the bus and
 * plug-in loading live in the packages below.
 */
@NullMarked
package io.gauntlet.runtime;

import org.jspecify.annotations.NullMarked;
