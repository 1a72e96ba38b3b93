/** Contestants that take turns, so that a machine's other load meets all alike. Knows nothing of what they do. */
@NullMarked
package io.gauntlet.bench.rounds;

import org.jspecify.annotations.NullMarked;
