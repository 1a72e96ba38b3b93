/** A plug-in made for these tests, packed into a jar by {@code TestPlugin} and loaded as any author's is. */
@NullMarked
package io.gauntlet.e2e.plugin;

import org.jspecify.annotations.NullMarked;
