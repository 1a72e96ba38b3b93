package io.gauntlet.arena.match;

import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.referee.Referee;

/**
 * Everything a match is played with.
 *
 * @param info what the attack is
 * @param attack the attacker
 * @param model the attacker's own copy of the defended model
 * @param referee with its own copy of the defended model
 * @param test the examples that samples are taken from
 * @param attackerSplit what the attack may fit on and begin from
 * @param samples positions in {@code test}
 * @param threatModel what is granted
 * @param seed of the attack's draws
 * @param progress where to report
 * @param stop ends the match early
 * @param surrogates makes the attack's own networks
 * @param warmStarts stored examples that the attack may begin from, too
 */
public record MatchSetup(
        AttackInfo info,
        Attack attack,
        Model model,
        Referee referee,
        Examples test,
        Examples attackerSplit,
        int[] samples,
        ThreatModel threatModel,
        Seed seed,
        Progress progress,
        StopSignal stop,
        Surrogates surrogates,
        WarmStarts warmStarts) {
    /** Without stored examples to begin from. */
    public MatchSetup(
            AttackInfo info,
            Attack attack,
            Model model,
            Referee referee,
            Examples test,
            Examples attackerSplit,
            int[] samples,
            ThreatModel threatModel,
            Seed seed,
            Progress progress,
            StopSignal stop,
            Surrogates surrogates) {
        this(
                info,
                attack,
                model,
                referee,
                test,
                attackerSplit,
                samples,
                threatModel,
                seed,
                progress,
                stop,
                surrogates,
                WarmStarts.none());
    }

    /** The same, for attacks that make no networks. */
    public MatchSetup(
            AttackInfo info,
            Attack attack,
            Model model,
            Referee referee,
            Examples test,
            Examples attackerSplit,
            int[] samples,
            ThreatModel threatModel,
            Seed seed,
            Progress progress,
            StopSignal stop) {
        this(
                info,
                attack,
                model,
                referee,
                test,
                attackerSplit,
                samples,
                threatModel,
                seed,
                progress,
                stop,
                Surrogates.NONE);
    }

    /** The same with stored examples to begin from. */
    public MatchSetup with(WarmStarts stored) {
        return new MatchSetup(
                info,
                attack,
                model,
                referee,
                test,
                attackerSplit,
                samples,
                threatModel,
                seed,
                progress,
                stop,
                surrogates,
                stored);
    }
}
