/** Chains of transformations. */
@NullMarked
package io.gauntlet.plugins.transformations.chain;

import org.jspecify.annotations.NullMarked;
