/** The stock attacks, written against the plug-in API alone. */
@NullMarked
package io.gauntlet.plugins.attacks;

import org.jspecify.annotations.NullMarked;
