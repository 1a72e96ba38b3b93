package io.gauntlet.api;

import java.util.Locale;

/** How the size of a perturbation is measured, over all values of one sample; pixels are in [0,1]. */
public enum Norm {
    /** The greatest absolute change of any value. */
    LINF,
    /** The Euclidean length of the change. */
    L2,
    /** The sum of the absolute changes. */
    L1,
    /** The number of values changed. */
    L0;

    /** The name in specs and tables, such as {@code linf}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
