package io.gauntlet.arena.spec;

import org.jspecify.annotations.Nullable;

/**
 * By what rules a tournament's matches are played.
 *
 * @param mode how much of the grid is played
 * @param onCrash what becomes of it when a plug-in fails
 * @param earlyStop how narrow the interval of a defender's robust accuracy must be before its cells stop, in (0,1); null
 *     when they never do
 */
public record Rules(Mode mode, OnCrash onCrash, @Nullable Double earlyStop) {
    /** When a spec says nothing. */
    public static final Rules DEFAULT = new Rules(Mode.MATRIX, OnCrash.FORFEIT, null);

    /** Whether every attack is given every sample. */
    public boolean whole() {
        return mode == Mode.MATRIX;
    }
}
