/**
 * What can be asked of the record afterwards: whether it is still what was recorded and what its models and examples
 * say today, tables as of an earlier moment or under another rule, what a revocation reaches, what can be deleted.
 * Nothing is played here; how a match is played lives in {@link io.gauntlet.runtime.work}.
 */
@NullMarked
package io.gauntlet.runtime.record;

import org.jspecify.annotations.NullMarked;
