/** Transformations put in a row. */
@NullMarked
package io.gauntlet.plugins.transformations.chain;

import org.jspecify.annotations.NullMarked;
