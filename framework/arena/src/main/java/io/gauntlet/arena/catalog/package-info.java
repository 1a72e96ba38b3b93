/**
 * The plug-ins that are at hand, by kind and id, and which jar each came from. Finding and loading jars is the
 * runtime's affair.
 */
@NullMarked
package io.gauntlet.arena.catalog;

import org.jspecify.annotations.NullMarked;
