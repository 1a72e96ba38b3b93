package io.gauntlet.api.defense;

import java.util.Map;

/**
 * A hook of a training that remembers something between calls, such as perturbations that are replayed. What it
 * remembers is written beside the weights, so that a training that was interrupted goes on as if it never was.
 */
public interface Checkpointed {
    /** What is remembered, as arrays by name. Called between updates. Names are letters, digits, dots and dashes. */
    Map<String, float[]> state();

    /** Remembers again what {@link #state} told. */
    void restore(Map<String, float[]> state);
}
