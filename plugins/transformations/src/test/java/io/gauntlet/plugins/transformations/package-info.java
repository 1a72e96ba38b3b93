/** Tests of what the plug-in brings. */
@NullMarked
package io.gauntlet.plugins.transformations;

import org.jspecify.annotations.NullMarked;
