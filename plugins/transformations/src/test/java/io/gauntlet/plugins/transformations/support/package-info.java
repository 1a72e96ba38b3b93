/** Pictures for tests. */
@NullMarked
package io.gauntlet.plugins.transformations.support;

import org.jspecify.annotations.NullMarked;
