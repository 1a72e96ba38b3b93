package io.gauntlet.arena.referee;

import io.gauntlet.api.model.Stage;

/**
 * A transformation under which adversarial examples are judged again.
 *
 * @param label its name in tables
 * @param stage the transformation, the referee's own instance
 */
public record SurvivalTest(String label, Stage stage) {}
