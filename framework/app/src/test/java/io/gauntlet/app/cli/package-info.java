/** Tests of the commands. */
@NullMarked
package io.gauntlet.app.cli;

import org.jspecify.annotations.NullMarked;
