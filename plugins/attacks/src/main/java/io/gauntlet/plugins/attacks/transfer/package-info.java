/** Attacks that never see the target while they search: they fool networks of their own and hand in what comes out. */
@NullMarked
package io.gauntlet.plugins.attacks.transfer;

import org.jspecify.annotations.NullMarked;
