/**
 * Tournament specs: the YAML that a user writes, its schema, its validation against the catalog, and the records it
 * becomes. What follows from a spec (cells, matches, jobs) is decided elsewhere.
 */
@NullMarked
package io.gauntlet.arena.spec;

import org.jspecify.annotations.NullMarked;
