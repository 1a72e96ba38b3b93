package io.gauntlet.runtime.trial;

import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

import io.gauntlet.api.Seed;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.catalog.Registered;
import io.gauntlet.arena.flag.Flag;
import io.gauntlet.arena.match.MatchHarness;
import io.gauntlet.arena.match.MatchResult;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.match.MatchSetup;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.scoring.Interval;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.MatchCounts;
import io.gauntlet.runtime.work.NamedModel;

/**
 * An attack on one model: the samples are split over the workers, each of which plays matches as a tournament does.
 * What happens to a sample does not depend on the split.
 */
final class AttackTrial {
    private final Catalog catalog;
    private final AttackRequest request;
    private final Registered attack;
    private final NamedModel named;
    private final ModelFacts facts;
    private final LoadedDataSet data;
    private final ThreatModel threatModel;
    private final Pieces pieces;
    private final Crew crew;
    private final UnaryOperator<Attack> watch;
    private final PieceProgress progress;
    private final AtomicReferenceArray<MatchResult> results;

    AttackTrial(
            Catalog catalog,
            AttackRequest request,
            Registered attack,
            NamedModel named,
            ModelFacts facts,
            LoadedDataSet data,
            ThreatModel threatModel,
            Pieces pieces,
            Crew crew,
            TrialListener listener,
            UnaryOperator<Attack> watch) {
        this.watch = watch;
        this.catalog = catalog;
        this.request = request;
        this.attack = attack;
        this.named = named;
        this.facts = facts;
        this.data = data;
        this.threatModel = threatModel;
        this.pieces = pieces;
        this.crew = crew;
        this.progress = new PieceProgress(pieces.count(), listener);
        this.results = new AtomicReferenceArray<>(pieces.count());
    }

    /** Plays all of it. @throws ExecutionException with what the attack threw */
    AttackResult play() throws InterruptedException, ExecutionException {
        long begun = System.nanoTime();
        crew.work(pieces.count(), Pair::new);
        double seconds = (System.nanoTime() - begun) / 1e9;
        List<MatchResult> played =
                IntStream.range(0, results.length()).mapToObj(results::get).toList();
        Outcomes outcomes =
                Outcomes.joined(played.stream().map(MatchResult::outcomes).toList());
        return new AttackResult(report(outcomes, seconds), examples(played));
    }

    /** What is played, for people. */
    String name() {
        return "The attack '" + attack.id() + "'";
    }

    /** What a tournament doubts after this. */
    SampleDoubts doubts() {
        return new SampleDoubts(attack.id(), named.name());
    }

    /**
     * The flags that a tournament raises for the one sample that was played.
     *
     * @param examiners examine the model
     * @throws ExecutionException with what went wrong
     */
    List<Flag> flags(Crew examiners) throws InterruptedException, ExecutionException {
        return doubts().of(results.get(0), SampleDoubts.examined(named, data, request, examiners));
    }

    private AttackReport report(Outcomes outcomes, double seconds) {
        int n = outcomes.size();
        int cleanCorrect = MatchCounts.cleanCorrect(outcomes);
        double wrong = MatchCounts.wrong(outcomes);
        int attacked = Math.max(1, cleanCorrect);
        return new AttackReport(
                facts,
                data.id(),
                attack.id(),
                attack.version(),
                request.attacker().params(),
                threatModel,
                pieces.first(),
                n,
                request.seed(),
                cleanCorrect,
                wrong,
                Interval.of(cleanCorrect, n),
                1 - wrong / n,
                Interval.of(n - wrong, n),
                cleanCorrect == 0 ? null : (wrong - (n - cleanCorrect)) / cleanCorrect,
                DistanceSums.of(outcomes, threatModel.norm()),
                (double) Arrays.stream(outcomes.queries()).sum() / attacked,
                (double) Arrays.stream(outcomes.gradients()).sum() / attacked,
                seconds,
                cleanCorrect / seconds,
                outcomes);
    }

    private Npy examples(List<MatchResult> played) {
        Examples test = data.splits().test();
        float[] all = new float[pieces.samples() * test.length()];
        int at = 0;
        for (MatchResult result : played) {
            System.arraycopy(result.examples(), 0, all, at, result.examples().length);
            at += result.examples().length;
        }
        long[] shape = new long[test.shape().length + 1];
        shape[0] = pieces.samples();
        System.arraycopy(test.shape(), 0, shape, 1, test.shape().length);
        return Npy.of(all, shape);
    }

    /** The attacker's and the referee's copy of the model. */
    private final class Pair implements Crew.Worker {
        private final Model attackers = named.copy(data.splits().test(), data.id());
        private final Model referees = named.copy(data.splits().test(), data.id());

        @Override
        public void work(int piece) {
            Seed refereeSeed = MatchSeeds.referee(request.seed());
            Referee referee = new Referee(referees, threatModel, refereeSeed, List.of());
            Examples own = data.splits().attacker();
            try (TrialSurrogates surrogates = new TrialSurrogates(catalog, own, refereeSeed, crew.threads())) {
                results.set(
                        piece,
                        MatchHarness.play(new MatchSetup(
                                attack.attack().info(),
                                watch.apply(
                                        attack.createAttack(request.attacker().params())),
                                attackers,
                                referee,
                                data.splits().test(),
                                own,
                                pieces.positions(piece),
                                threatModel,
                                MatchSeeds.attack(
                                        request.seed(), request.attacker().configurationHash(), threatModel),
                                progress.of(piece),
                                crew.stop(),
                                surrogates)));
            }
            progress.over(piece);
        }

        @Override
        public void close() {
            attackers.close();
            referees.close();
        }
    }
}
