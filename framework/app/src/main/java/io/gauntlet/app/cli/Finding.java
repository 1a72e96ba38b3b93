package io.gauntlet.app.cli;

/**
 * What was found about one thing.
 *
 * @param what the thing, in a word or two
 * @param found how it is
 * @param advice what to do about it; empty when it is fine
 */
record Finding(String what, String found, String advice) {
    static Finding fine(String what, String found) {
        return new Finding(what, found, "");
    }

    static Finding look(String what, String found, String advice) {
        return new Finding(what, found, advice);
    }

    /** Fine or not. */
    static Finding of(String what, String found, boolean fine, String advice) {
        return new Finding(what, found, fine ? "" : advice);
    }
}
