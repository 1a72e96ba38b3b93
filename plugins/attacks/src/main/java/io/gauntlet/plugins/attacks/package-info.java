/** The stock attacks, written against the plug-in API alone. What differs from norm to norm lives in {@code norm}. */
@NullMarked
package io.gauntlet.plugins.attacks;

import org.jspecify.annotations.NullMarked;
