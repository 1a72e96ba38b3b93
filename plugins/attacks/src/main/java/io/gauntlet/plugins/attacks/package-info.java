/**
 * The stock attacks, written against the plug-in API alone: a package for each family, and {@code rows} and
 * {@code geometry} for what families share.
 */
@NullMarked
package io.gauntlet.plugins.attacks;

import org.jspecify.annotations.NullMarked;
