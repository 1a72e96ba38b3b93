package io.gauntlet.runtime.trial;

import io.gauntlet.engine.file.Npy;

/**
 * What an attack made.
 *
 * @param report the verdict
 * @param examples the final examples, float32 {@code [n, shape of a sample...]}: what {@code judge} takes
 */
public record AttackResult(AttackReport report, Npy examples) {}
