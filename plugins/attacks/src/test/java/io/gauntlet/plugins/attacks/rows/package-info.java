/** Tests of what attacks share. */
@NullMarked
package io.gauntlet.plugins.attacks.rows;

import org.jspecify.annotations.NullMarked;
