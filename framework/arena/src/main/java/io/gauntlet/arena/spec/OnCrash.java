package io.gauntlet.arena.spec;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;

/** What becomes of a tournament in which a plug-in fails. */
public enum OnCrash {
    /** The plug-in forfeits the match, visibly, and the others play on. */
    FORFEIT,
    /** The tournament is cancelled, with the failure as its reason. */
    STOP;

    /** The name in specs. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }

    static List<String> ids() {
        return Arrays.stream(values()).map(OnCrash::id).toList();
    }
}
