package io.gauntlet.api.attack;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;

/** What an attack may learn from before a match. */
public interface Fit {
    /** The attacker's split: disjoint from train, calibration and test. */
    Examples examples();

    /** The target; its answers here are metered apart from those in the match. Owners are positions in {@link #examples()}. */
    Target target();

    /** What is allowed in the match. */
    ThreatModel threatModel();

    /** The seed of everything drawn while fitting. */
    Seed seed();

    /** Where to report. */
    Progress progress();
}
