/** What the framework finds out about a defended model by itself, for the flags that nobody's attack can raise. */
@NullMarked
package io.gauntlet.arena.examination;

import org.jspecify.annotations.NullMarked;
