package io.gauntlet.api.attack;

import java.util.List;

import io.gauntlet.api.ThreatModel;

/**
 * An attack that is several attacks in turn. The harness plays the members one after the other, each as if alone, with
 * full blocks of the samples that those before it left standing, draws of its own, and what the budget still holds; the
 * best candidate of all members counts.
 *
 * <p>A fixed-epsilon ensemble may have members of minimum norm: they look for the smallest perturbation as always, and a
 * sample leaves as soon as one fits in epsilon.
 */
public interface Ensemble extends Attack {
    /**
     * One of the attacks.
     *
     * @param info what it is; it may not fit, and needs no more knowledge than the ensemble
     * @param attack the attack, no ensemble itself
     */
    record Member(AttackInfo info, Attack attack) {
        /** Checks that it can be played in turn. @throws IllegalArgumentException when it fits, or is an ensemble */
        public Member {
            if (info.fits() || attack instanceof Ensemble) {
                throw new IllegalArgumentException(
                        "The attack '" + info.description().id()
                                + "' cannot be a member of an ensemble, since it "
                                + (info.fits() ? "learns before the match." : "is an ensemble itself."));
            }
        }
    }

    /**
     * In the order in which they are played, at least one: those that break most for their cost first.
     *
     * @param threatModel of the match, whose norm each member must play
     */
    List<Member> members(ThreatModel threatModel);

    /** Nobody starts an ensemble: the harness starts its members. @throws UnsupportedOperationException always */
    @Override
    default Search start(Rows rows, Target target, Fitted fitted) {
        throw new UnsupportedOperationException("An ensemble is played member by member.");
    }
}
