/**
 * The jobs: how trainings and matches are claimed, run and recorded, and the director that says which follow. What a
 * match or a training is belongs to the arena and the engine; how work is queued belongs to the store.
 */
@NullMarked
package io.gauntlet.runtime.work;

import org.jspecify.annotations.NullMarked;
