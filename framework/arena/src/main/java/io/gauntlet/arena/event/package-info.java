/**
 * The facts that the record is made of, one Java record a type, and their JSON. No decision is taken here and nothing
 * is stored: see {@code director} and the store.
 */
@NullMarked
package io.gauntlet.arena.event;

import org.jspecify.annotations.NullMarked;
