/**
 * Tables derived from events: the generic {@link io.gauntlet.store.projection.ProjectionRunner} and the arena's
 * projections that it keeps current. Nothing here is a source of truth: every row can be rebuilt from the log.
 */
@NullMarked
package io.gauntlet.store.projection;

import org.jspecify.annotations.NullMarked;
