/**
 * Flags: automatic doubts about cells and defenders, from what the framework recorded and measured itself. A flag never
 * removes a defender's standing.
 */
@NullMarked
package io.gauntlet.arena.flag;

import org.jspecify.annotations.NullMarked;
