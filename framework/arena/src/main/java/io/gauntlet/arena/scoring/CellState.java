package io.gauntlet.arena.scoring;

import java.util.Locale;

/** How far a cell has come. Unplayed is never survived. */
public enum CellState {
    /** No match of it has a verdict yet. */
    NOT_PLAYED,
    /** Some matches have a verdict. */
    PARTLY_PLAYED,
    /** All matches have a verdict. */
    PLAYED,
    /** All matches were played, under another rule than the one that is scored; of some samples nothing follows. */
    PARTLY_KNOWN,
    /** It cannot be played; the reason is shown. */
    SKIPPED,
    /** A player failed; the reason is shown. */
    FORFEITED;

    /** The name in tables and JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
