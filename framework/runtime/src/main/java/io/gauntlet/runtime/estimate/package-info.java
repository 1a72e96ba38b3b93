/** What a tournament would cost, measured on this machine without playing it. */
@NullMarked
package io.gauntlet.runtime.estimate;

import org.jspecify.annotations.NullMarked;
