package io.gauntlet.api.attack;

/**
 * An algorithm that looks for adversarial examples. The author writes the search; batching, refilling, seeds, budgets,
 * clipping, stopping, progress, judging and recording are the framework's.
 *
 * <p>An attack may not keep state between searches, read a clock, or draw from anything but {@link Rows#draws}: the
 * same sample, parameters and seed must give the same result in any batch.
 */
public interface Attack {
    /** What the attack learned before the match from data of its own; opaque to the framework. */
    interface Fitted {
        /** Nothing was fitted. */
        Fitted NONE = new Fitted() {};
    }

    /**
     * Learns from the attacker's own split, disjoint from the samples of the match: a universal perturbation, or a
     * surrogate network. Called once for a cell when {@link AttackInfo#fits()}.
     */
    default Fitted fit(Fit fit) {
        return Fitted.NONE;
    }

    /** Begins a search over rows. */
    Search start(Rows rows, Target target, Fitted fitted);
}
