package io.gauntlet.api.attack;

/**
 * An algorithm that looks for adversarial examples. The author writes the search; batching, refilling, seeds, budgets,
 * clipping, stopping, progress, judging and recording are the framework's.
 *
 * <p>An attack may not keep state between searches, read a clock, or draw from anything but {@link Rows#draws}: the
 * same sample, parameters and seed must give the same result in any batch.
 */
public interface Attack {
    /**
     * What the attack learned before the match from data of its own; opaque to the framework.
     *
     * <p>It lives in one match, in one process, and is never stored or sent. A match of an attack that fits is one job,
     * not sliced; when its process ends early the job begins anew, fits again from the same seed, and comes to the same
     * end. What is costly to learn is kept by the framework: see {@link Fit#surrogate} and {@link Fit#training}.
     */
    interface Fitted {
        /** Nothing was fitted. */
        Fitted NONE = new Fitted() {};
    }

    /**
     * Learns from the attacker's own split, disjoint from the samples of the match: a universal perturbation, or a
     * surrogate network. Called once for a cell when {@link AttackInfo#fits()}, unless no
     * sample is left to attack.
     */
    default Fitted fit(Fit fit) {
        return Fitted.NONE;
    }

    /** Begins a search over rows. */
    Search start(Rows rows, Target target, Fitted fitted);
}
