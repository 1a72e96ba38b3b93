package io.gauntlet.api.defense;

import io.gauntlet.api.Description;

/**
 * What a defense is.
 *
 * @param description names and explains it
 * @param randomised whether its defended model draws when it answers
 * @param trains whether it trains networks of its own, rather than being put around a model that another defense made
 */
public record DefenseInfo(Description description, boolean randomised, boolean trains) {}
