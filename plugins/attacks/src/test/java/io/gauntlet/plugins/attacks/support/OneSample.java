package io.gauntlet.plugins.attacks.support;

import java.util.List;
import java.util.Map;

import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.match.WarmStarts;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.testkit.ArrayExamples;
import io.gauntlet.testkit.LinearModel;

/** Matches over one sample: by default (0.5, 0.5) of class 1, with logits (0, scale (3 x0 - 4 x1 + 0.7)). */
public final class OneSample {
    private static final float[][] WEIGHTS = {{0, 0}, {3, -4}};

    private OneSample() {}

    public static MatchResult play(AttackInfo info, Attack attack, Norm norm, double epsilon) {
        return play(info, attack, norm, epsilon, 1f);
    }

    public static MatchResult play(AttackInfo info, Attack attack, Norm norm, double epsilon, float scale) {
        return play(info, attack, norm, epsilon, scale, 2);
    }

    /** The same sample as a picture of one row and two columns. */
    public static MatchResult picture(AttackInfo info, Attack attack, Norm norm, double epsilon) {
        return play(info, attack, norm, epsilon, 1f, 1, 2, 1);
    }

    private static MatchResult play(
            AttackInfo info, Attack attack, Norm norm, double epsilon, float scale, long... shape) {
        float[][] weights = {{0, 0}, {3 * scale, -4 * scale}};
        LinearModel model = new LinearModel(weights, new float[] {0, 0.7f * scale}, shape, 1);
        ArrayExamples examples = new ArrayExamples(new float[] {0.5f, 0.5f}, new int[] {1}, shape, 2);
        return play(info, attack, norm, epsilon, model, examples, examples);
    }

    /** One match over the first of some examples. */
    public static MatchResult play(
            AttackInfo info,
            Attack attack,
            Norm norm,
            double epsilon,
            Model model,
            Examples examples,
            Examples attackerSplit) {
        return play(info, attack, ThreatModel.whiteBox(norm, epsilon), model, examples, attackerSplit);
    }

    /** One match over the first of some examples. */
    public static MatchResult play(
            AttackInfo info,
            Attack attack,
            ThreatModel threatModel,
            Model model,
            Examples examples,
            Examples attackerSplit) {
        return MatchHarness.play(setup(info, attack, threatModel, model, examples, attackerSplit));
    }

    private static MatchSetup setup(
            AttackInfo info,
            Attack attack,
            ThreatModel threatModel,
            Model model,
            Examples examples,
            Examples attackerSplit) {
        return new MatchSetup(
                info,
                attack,
                model,
                new Referee(model, threatModel, Seed.of(1), List.of()),
                examples,
                attackerSplit,
                new int[] {0},
                threatModel,
                Seed.of(2),
                Progress.silent(),
                new StopSignal());
    }

    /** The sample, with stored examples that took it from an earlier model. */
    public static MatchResult warm(AttackInfo info, Attack attack, Norm norm, double epsilon, float[]... stored) {
        LinearModel model = new LinearModel(WEIGHTS, new float[] {0, 0.7f}, new long[] {2}, 1);
        ArrayExamples examples = new ArrayExamples(new float[] {0.5f, 0.5f}, new int[] {1}, new long[] {2}, 2);
        WarmStarts starts = new WarmStarts(norm, List.of(0));
        for (float[] one : stored) {
            starts.add(1, beaten(), one);
        }
        MatchSetup setup = setup(info, attack, ThreatModel.whiteBox(norm, epsilon), model, examples, examples);
        return MatchHarness.play(setup.with(starts));
    }

    private static Outcomes beaten() {
        int[] one = {0};
        float[] none = {0};
        long[] nothing = {0};
        return new Outcomes(
                one,
                one,
                one,
                one,
                one,
                new float[] {1},
                none,
                none,
                none,
                none,
                none,
                nothing,
                nothing,
                nothing,
                Map.of());
    }
}
