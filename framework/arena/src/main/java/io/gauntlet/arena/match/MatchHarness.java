package io.gauntlet.arena.match;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Search;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;

/**
 * Plays one match, from the clean samples to the verdict.
 *
 * <p>Samples that the model already gets wrong are the attacker's at distance 0 and are never shown to the attack. The
 * others wait in order; the harness keeps the attack's block full of them, and takes out those that are broken, given
 * up or out of budget. What happens to a sample depends on its own draws and arrays alone, so the verdicts are the same
 * whatever else is in the block.
 */
public final class MatchHarness {
    private final MatchSetup setup;
    private final int n;
    private final int length;
    private final float[] originals;
    private final int[] label;

    private MatchHarness(MatchSetup setup) {
        this.setup = setup;
        n = setup.samples().length;
        length = setup.test().length();
        originals = new float[Math.multiplyExact(n, length)];
        label = new int[n];
        for (int i = 0; i < n; i++) {
            setup.test().read(setup.samples()[i], originals, i * length);
            label[i] = setup.test().label(setup.samples()[i]);
        }
    }

    /**
     * Plays.
     *
     * @throws io.gauntlet.api.StoppedException when the setup's stop signal was given
     * @throws RuntimeException whatever the attack throws
     */
    public static MatchResult play(MatchSetup setup) {
        return new MatchHarness(setup).play();
    }

    private MatchResult play() {
        long begin = System.nanoTime();
        Referee.Clean clean = setup.referee().clean(setup.samples(), originals);
        int[] goal = setup.referee().goals(setup.samples(), label, clean);
        long cleaned = System.nanoTime();

        Meter meter = new Meter(n, setup.threatModel());
        Candidates candidates = new Candidates(
                originals, length, setup.threatModel(), setup.info().kind());
        FitCosts fitting = attack(clean, goal, meter, candidates);
        long attacked = System.nanoTime();

        Referee.Costs costs = costs(meter);
        Outcomes outcomes = judge(clean, goal, candidates, costs);
        Referee.Rounding rounding = setup.referee().rounding(outcomes, candidates.best());
        long judged = System.nanoTime();
        return new MatchResult(
                outcomes,
                candidates.best(),
                Arrays.stream(costs.queries()).sum(),
                Arrays.stream(costs.gradients()).sum(),
                attacked - cleaned - fitting.nanos(),
                cleaned - begin + (judged - attacked),
                fitting,
                meter.conduct(setup.model().randomised(), rounding));
    }

    private Outcomes judge(Referee.Clean clean, int[] goal, Candidates candidates, Referee.Costs costs) {
        Referee referee = setup.referee();
        return setup.threatModel().poseLimits() == null
                ? referee.judge(setup.samples(), label, goal, clean, originals, candidates.best(), costs)
                : referee.judge(
                        setup.samples(), label, goal, clean, originals, candidates.poses(), candidates.best(), costs);
    }

    private FitCosts attack(Referee.Clean clean, int[] goal, Meter meter, Candidates candidates) {
        int[] standing =
                IntStream.range(0, n).filter(i -> clean.label()[i] == label[i]).toArray();
        if (standing.length == 0) {
            return FitCosts.NONE;
        }
        Fitting.Result fitting = setup.info().fits() ? Fitting.of(setup) : Fitting.Result.NONE;
        List<Turn> turns = Turn.of(setup);
        for (Turn turn : turns) {
            int[] waiting = standing;
            try (Block block = new Block(turn, originals, label, goal, meter, candidates)) {
                search(turn, block, waiting, fitting.fitted());
            }
            standing = Arrays.stream(waiting)
                    .filter(sample -> !candidates.settled(sample))
                    .toArray();
        }
        return fitting.costs();
    }

    private void search(Turn turn, Block block, int[] waiting, Attack.Fitted fitted) {
        MeteredTarget target =
                new MeteredTarget(setup.model(), setup.threatModel().knowledge(), block, setup.stop());
        Search search = turn.attack().start(block, target, fitted);
        int next = 0;
        while (true) {
            setup.stop().check();
            while (next < waiting.length && block.free()) {
                block.admit(waiting[next++]);
            }
            if (block.live() == 0) {
                return;
            }
            int[] fresh = block.takeFresh();
            if (fresh.length > 0) {
                search.admit(fresh);
            }
            search.step();
            block.endStep();
            turn.report(block.finished(), waiting.length);
        }
    }

    private Referee.Costs costs(Meter meter) {
        long[] queries = new long[n];
        long[] gradients = new long[n];
        long[] first = new long[n];
        for (int i = 0; i < n; i++) {
            queries[i] = meter.queries(i);
            gradients[i] = meter.gradients(i);
            first[i] = meter.firstSuccess(i);
        }
        return new Referee.Costs(queries, gradients, first);
    }
}
