/** The fast adaptive boundary attack, and the projections onto a hyperplane within the box that it steps by. */
@NullMarked
package io.gauntlet.plugins.attacks.fab;

import org.jspecify.annotations.NullMarked;
