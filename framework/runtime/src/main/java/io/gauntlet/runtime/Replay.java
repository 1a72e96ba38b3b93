package io.gauntlet.runtime;

import java.util.List;

/**
 * What becomes of the revoked results of a tournament.
 *
 * @param matches how many matches will be played again
 * @param obstacles a sentence for each reason why others will not be, with what to do
 * @param changes a sentence for each player that is not what it was when it played before
 */
public record Replay(int matches, List<String> obstacles, List<String> changes) {
    /** Nothing is revoked. */
    static final Replay NOTHING = new Replay(0, List.of(), List.of());
}
