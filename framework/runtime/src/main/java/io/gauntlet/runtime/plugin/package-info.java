/**
 * Loads plug-ins from folders of jars, each behind a class loader of its own. What a plug-in brings is described by
 * the arena's catalog, and where it runs is decided elsewhere.
 */
@NullMarked
package io.gauntlet.runtime.plugin;

import org.jspecify.annotations.NullMarked;
