package io.gauntlet.api;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** How the size of a perturbation is measured: over all values of one sample, which are in [0,1], or by its pose. */
public enum Norm {
    /** The greatest absolute change of any value. */
    LINF,
    /** The Euclidean length of the change. */
    L2,
    /** The sum of the absolute changes. */
    L1,
    /** The number of values changed. */
    L0,
    /** How much of the limits of rotation and translation a pose takes: see {@link io.gauntlet.api.pose.PoseLimits#distance}. */
    POSE;

    /** Those that measure values, whatever became of them: all but {@link #POSE}. */
    public static final Set<Norm> OF_VALUES = Collections.unmodifiableSet(EnumSet.complementOf(EnumSet.of(POSE)));

    /** The name in specs and tables, such as {@code linf}. */
    public String id() {
        return name().toLowerCase(Locale.ROOT);
    }
}
