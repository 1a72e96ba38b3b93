package io.gauntlet.arena.scoring;

import java.util.Locale;

/** What players are ranked by. */
public enum Scoring {
    /** Defenders by the worst case per sample over all attacks, attackers by their success. */
    WORST_CASE,

    /**
     * Points as in the competition at NIPS 2017 (Kurakin et al., "Adversarial Attacks and Defences Competition", 2018,
     * in its section on evaluation metrics): a defender has one for each answer that is right, over all attackers and samples, an
     * attacker one for each wrong answer that it caused, over all defenders and samples. A mean in effect: one attack that
     * breaks a defender outright costs it little among many that do not.
     */
    NIPS_2017;

    /** The name in options, tables and JSON. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
