/** Tests of examinations. */
@NullMarked
package io.gauntlet.arena.examination;

import org.jspecify.annotations.NullMarked;
