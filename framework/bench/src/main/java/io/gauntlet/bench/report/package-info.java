/** Tables of what was measured against which goal, for people and as JSON. Knows nothing of what was measured. */
@NullMarked
package io.gauntlet.bench.report;

import org.jspecify.annotations.NullMarked;
