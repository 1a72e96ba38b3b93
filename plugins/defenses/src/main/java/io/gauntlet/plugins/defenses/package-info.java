/** The stock defenses, written against the plug-in API alone. */
@NullMarked
package io.gauntlet.plugins.defenses;

import org.jspecify.annotations.NullMarked;
