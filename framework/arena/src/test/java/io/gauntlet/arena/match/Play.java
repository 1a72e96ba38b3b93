package io.gauntlet.arena.match;

import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.api.Description;
import io.gauntlet.api.Goal;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Progress;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.referee.Referee;

/** Plays an attack that a test wrote, with what the test does not care about filled in. */
record Play(Model model, Model judge, Points points, ThreatModel threatModel, AttackInfo.Kind kind, long seed) {
    static final ThreatModel WHITE_BOX = ThreatModel.whiteBox(Norm.LINF, 0.3);

    static Play on(Points points, int block) {
        return new Play(
                new StepModel(block), new StepModel(block), points, WHITE_BOX, AttackInfo.Kind.FIXED_EPSILON, 1);
    }

    /** Samples of class 0 whose first value is {@code first[i]}. */
    static Points zeros(double... first) {
        float[][] values = new float[first.length][2];
        for (int i = 0; i < first.length; i++) {
            values[i][0] = (float) first[i];
        }
        return new Points(values, new int[first.length]);
    }

    static ThreatModel budget(Knowledge knowledge, long queries, long gradients) {
        return new ThreatModel(Norm.LINF, 0.3, Goal.UNTARGETED, knowledge, queries, gradients);
    }

    Play with(ThreatModel other) {
        return new Play(model, judge, points, other, kind, seed);
    }

    Play with(Model attacked, Model judging) {
        return new Play(attacked, judging, points, threatModel, kind, seed);
    }

    Play with(AttackInfo.Kind other) {
        return new Play(model, judge, points, threatModel, other, seed);
    }

    Play withSeed(long other) {
        return new Play(model, judge, points, threatModel, kind, other);
    }

    MatchResult attack(Attack attack) {
        return attack(attack, IntStream.range(0, points.size()).toArray(), new StopSignal());
    }

    MatchResult attack(Attack attack, int[] samples, StopSignal stop) {
        return attack(attack, samples, stop, WarmStarts.none());
    }

    MatchResult attack(Attack attack, int[] samples, StopSignal stop, WarmStarts warmStarts) {
        AttackInfo info = new AttackInfo(
                new Description("tested", "1", "Written by a test.", List.of(), ""),
                kind,
                Norm.OF_VALUES,
                Knowledge.TRANSFER,
                true,
                false,
                "");
        return MatchHarness.play(new MatchSetup(
                        info,
                        attack,
                        model,
                        new Referee(judge, threatModel, Seed.of(99), List.of()),
                        points,
                        points,
                        samples,
                        threatModel,
                        Seed.of(seed),
                        Progress.silent(),
                        stop)
                .with(warmStarts));
    }
}
