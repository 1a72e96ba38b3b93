/** Where the workers' time goes. What the time is spent for lives elsewhere. */
@NullMarked
package io.gauntlet.runtime.cost;

import org.jspecify.annotations.NullMarked;
