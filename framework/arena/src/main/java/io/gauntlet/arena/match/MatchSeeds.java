package io.gauntlet.arena.match;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;

/** The seeds of matches: the same wherever a match is played, in a tournament or by itself. */
public final class MatchSeeds {
    private MatchSeeds() {}

    /**
     * The attack's. Independent of label, jar, model and slicing, so that the same sample meets the same draws in each.
     *
     * @param root the seed that the user gave
     * @param configuration the attacker's configuration hash
     */
    public static Seed attack(long root, String configuration, ThreatModel threatModel) {
        return Seed.of(root).derive("attack:" + configuration + ":" + threatModel.id());
    }

    /** The referee's: a sibling of the attacks' seeds, which no plug-in can derive from its own. */
    public static Seed referee(long root) {
        return Seed.of(root).derive("referee");
    }

    /**
     * That of a network which attackers train: the same for all matches of a tournament. A child of the referee's, from
     * which its parent cannot be derived.
     *
     * @param referee the referee's seed
     * @param architecture the network's
     * @param number tells networks of the same architecture apart
     */
    public static Seed surrogate(Seed referee, String architecture, int number) {
        return referee.derive("surrogate:" + architecture, number);
    }
}
