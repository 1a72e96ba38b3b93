package io.gauntlet.arena.match;

import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.api.Progress;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.data.Examples;
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
        attack(clean, goal, meter, candidates);
        long attacked = System.nanoTime();

        Referee.Costs costs = costs(meter);
        Outcomes outcomes =
                setup.referee().judge(setup.samples(), label, goal, clean, originals, candidates.best(), costs);
        long judged = System.nanoTime();
        return new MatchResult(
                outcomes,
                candidates.best(),
                Arrays.stream(costs.queries()).sum(),
                Arrays.stream(costs.gradients()).sum(),
                attacked - cleaned,
                cleaned - begin + (judged - attacked));
    }

    private void attack(Referee.Clean clean, int[] goal, Meter meter, Candidates candidates) {
        int[] standing =
                IntStream.range(0, n).filter(i -> clean.label()[i] == label[i]).toArray();
        if (standing.length == 0) {
            return;
        }
        Attack.Fitted fitted = setup.info().fits() ? fit() : Attack.Fitted.NONE;
        List<Turn> turns = Turn.of(setup);
        for (Turn turn : turns) {
            int[] waiting = standing;
            try (Block block = new Block(turn, originals, label, goal, meter, candidates)) {
                search(turn, block, waiting, fitted);
            }
            standing = Arrays.stream(waiting)
                    .filter(sample -> !candidates.settled(sample))
                    .toArray();
        }
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

    private Attack.Fitted fit() {
        Seed seed = setup.seed().derive("fit");
        FitPayers payers = new FitPayers(
                setup.attackerSplit(), setup.referee().targetSeed().derive("fit"));
        Target target = new MeteredTarget(setup.model(), setup.threatModel().knowledge(), payers, setup.stop());
        return setup.attack()
                .fit(new MatchFit(setup.attackerSplit(), target, setup.threatModel(), seed, setup.progress()));
    }

    private record MatchFit(Examples examples, Target target, ThreatModel threatModel, Seed seed, Progress progress)
            implements Fit {}

    /** While fitting, owners are samples of the attacker's split and nothing is limited. */
    private static final class FitPayers implements MeteredTarget.Payers {
        private final Examples examples;
        private final Seed seed;
        private long calls;

        FitPayers(Examples examples, Seed seed) {
            this.examples = examples;
            this.seed = seed;
        }

        @Override
        public boolean pay(int row, long queries, long gradients) {
            return true;
        }

        @Override
        public int label(int row) {
            return examples.label(row);
        }

        @Override
        public int goal(int row) {
            return -1;
        }

        @Override
        public RowDraws draws(int[] owner, int n) {
            long call = calls++;
            return i -> seed.derive("target", owner[i], call).draws();
        }

        @Override
        public long queries(int row) {
            return 0;
        }

        @Override
        public void success(int row, long query) {}
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
