package io.gauntlet.api.defense;

import io.gauntlet.api.Description;

/**
 * What a defense is.
 *
 * @param description names and explains it
 * @param randomised whether its defended model draws when it answers
 * @param trains whether it trains networks of its own, rather than being put around a model that another defense made
 * @param canary whether it is known to be broken, and plays to show what attacks are worth
 */
public record DefenseInfo(Description description, boolean randomised, boolean trains, boolean canary) {
    /** Of a defense that is not known to be broken. */
    public DefenseInfo(Description description, boolean randomised, boolean trains) {
        this(description, randomised, trains, false);
    }
}
