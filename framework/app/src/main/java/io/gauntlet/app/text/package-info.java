/** Tables and numbers as people read them in a terminal, and as CSV. What the numbers mean is decided by the arena's scoring. */
@NullMarked
package io.gauntlet.app.text;

import org.jspecify.annotations.NullMarked;
