package io.gauntlet.arena.catalog;

import java.util.Locale;

/** The kinds of plug-in. */
public enum Kind {
    /** Searches for adversarial examples. */
    ATTACK,
    /** Makes a defended model. */
    DEFENSE,
    /** Changes a sample on its way to the network. */
    TRANSFORMATION,
    /** Brings samples. */
    DATA_SET,
    /** Lays out a network. */
    ARCHITECTURE;

    /** The name in specs and addresses, such as {@code data-set}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** The name in sentences, such as {@code data set}. */
    public String noun() {
        return id().replace('-', ' ');
    }

    /** The name of several in sentences, such as {@code data sets}. */
    public String plural() {
        return noun() + "s";
    }
}
