package io.gauntlet.arena.match;

import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

import io.gauntlet.api.Seed;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Ensemble;

/**
 * One search over the samples of a match: the attack, or a member of the ensemble that it is.
 *
 * @param setup the match
 * @param info what is played
 * @param attack the same
 * @param seed of its draws
 * @param targetSeed of the draws of a randomised model that it meets
 * @param index how many turns come before it
 * @param count how many turns there are
 */
record Turn(MatchSetup setup, AttackInfo info, Attack attack, Seed seed, Seed targetSeed, int index, int count) {
    /** The turns of a match, in order. */
    static List<Turn> of(MatchSetup setup) {
        Seed targetSeed = setup.referee().targetSeed();
        if (!(setup.attack() instanceof Ensemble ensemble)) {
            return List.of(new Turn(setup, setup.info(), setup.attack(), setup.seed(), targetSeed, 0, 1));
        }
        List<Ensemble.Member> members = ensemble.members(setup.threatModel());
        return IntStream.range(0, members.size())
                .mapToObj(i -> new Turn(
                        setup,
                        members.get(i).info(),
                        members.get(i).attack(),
                        setup.seed().derive("member", i),
                        targetSeed.derive("member", i),
                        i,
                        members.size()))
                .toList();
    }

    /** Whether candidates beyond epsilon are of use to the search. */
    boolean minimum() {
        return info.kind() == AttackInfo.Kind.MINIMUM_NORM;
    }

    /** Tells how far the match is when some of the turn's samples are done. */
    void report(int finished, int samples) {
        double before = setup.info().fits() ? Fitting.SHARE : 0;
        double share = before + (1 - before) * (index + (double) finished / samples) / count;
        String message = count == 1
                ? ""
                : String.format(
                        Locale.ROOT,
                        "%s, the %d. of %d attacks, %d of %d samples done",
                        info.description().id(),
                        index + 1,
                        count,
                        finished,
                        samples);
        setup.progress().report(share, message);
    }
}
