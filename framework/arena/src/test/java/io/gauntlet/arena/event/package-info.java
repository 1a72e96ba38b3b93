/** Tests of events and their JSON. */
@NullMarked
package io.gauntlet.arena.event;

import org.jspecify.annotations.NullMarked;
