package io.gauntlet.arena.spec;

/**
 * By what rules a tournament's matches are played.
 *
 * @param mode how much of the grid is played
 * @param onCrash what becomes of it when a plug-in fails
 */
public record Rules(Mode mode, OnCrash onCrash) {
    /** When a spec says nothing. */
    public static final Rules DEFAULT = new Rules(Mode.MATRIX, OnCrash.FORFEIT);
}
