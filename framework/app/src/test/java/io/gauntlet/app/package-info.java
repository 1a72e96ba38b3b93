/** Tests of the program, and what they share. */
@NullMarked
package io.gauntlet.app;

import org.jspecify.annotations.NullMarked;
