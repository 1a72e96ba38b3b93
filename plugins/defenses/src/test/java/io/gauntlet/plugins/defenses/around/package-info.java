/** Tests of what defenses share. */
@NullMarked
package io.gauntlet.plugins.defenses.around;

import org.jspecify.annotations.NullMarked;
