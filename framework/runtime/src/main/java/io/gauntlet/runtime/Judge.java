package io.gauntlet.runtime;

import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.match.MatchSeeds;
import io.gauntlet.arena.match.StopSignal;
import io.gauntlet.arena.referee.Distances;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.runtime.compute.ComputePool;
import io.gauntlet.runtime.compute.ComputeTask;
import io.gauntlet.runtime.work.LoadedDataSet;
import io.gauntlet.runtime.work.MatchCounts;
import io.gauntlet.runtime.work.ModelFinder;
import io.gauntlet.runtime.work.NamedModel;

/** Has the referee judge examples that somebody else made. */
final class Judge {
    private static final Duration LIMIT = Duration.ofHours(2);

    private final Gauntlet gauntlet;
    private final ComputePool pool;

    Judge(Gauntlet gauntlet, ComputePool pool) {
        this.gauntlet = gauntlet;
        this.pool = pool;
    }

    Judgement judge(JudgeRequest request) throws InterruptedException {
        if (request.threatModel().goal().targeted()) {
            throw new InvalidInputException(
                    "Only untargeted examples can be judged: a file of examples does not say which class each aims at.");
        }
        if (request.threatModel().poseLimits() != null) {
            throw new InvalidInputException(
                    "Only changes of values can be judged: a file of examples does not say in which"
                            + " pose each was rendered. Choose norm linf, l2, l1 or l0.");
        }
        ForeignExamples examples = ForeignExamples.read(request.examples());
        LoadedDataSet data =
                gauntlet.dataSet(request.dataSet().id(), request.dataSet().params());
        Examples test = data.splits().test();
        int[] samples = samples(request, examples, test);
        NamedModel named = new ModelFinder(gauntlet.plugins()).find(request.model(), gauntlet::database);
        StopSignal stop = new StopSignal();
        try {
            return pool.submit(new ComputeTask<>(
                            "The judgement of " + request.examples().getFileName(),
                            Judge.class.getClassLoader(),
                            LIMIT,
                            stop,
                            () -> judge(request, examples.values(), test, samples, named)))
                    .get();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof RuntimeException unchecked) {
                throw unchecked;
            }
            throw new IllegalStateException(e.getCause().getMessage(), e.getCause());
        }
    }

    private static int[] samples(JudgeRequest request, ForeignExamples examples, Examples test) {
        int n = Math.toIntExact(examples.shape()[0]);
        long[] sample = Arrays.copyOfRange(examples.shape(), 1, examples.shape().length);
        if (!Arrays.equals(sample, test.shape())) {
            throw new InvalidInputException("The examples in " + request.examples() + " have shape "
                    + Arrays.toString(sample) + " each, but the samples of '"
                    + request.dataSet().id() + "' have shape "
                    + Arrays.toString(test.shape()) + ": channels come last.");
        }
        int[] samples = request.samples()
                .map(given -> given.indices())
                .orElseGet(() -> IntStream.range(0, n).toArray());
        if (samples.length != n) {
            throw new InvalidInputException("There are " + n + " examples in " + request.examples() + ", but "
                    + samples.length + " samples are named for them: name as many.");
        }
        if (n == 0 || samples[n - 1] >= test.size()) {
            throw new InvalidInputException(
                    "The " + n + " examples in " + request.examples() + " cannot be matched with the " + test.size()
                            + " samples of the test split: give from 1 to that many.");
        }
        return samples;
    }

    private static Judgement judge(
            JudgeRequest request, float[] candidates, Examples test, int[] samples, NamedModel named) {
        int n = samples.length;
        int length = test.length();
        float[] originals = new float[n * length];
        int[] label = new int[n];
        int[] goal = new int[n];
        for (int i = 0; i < n; i++) {
            test.read(samples[i], originals, i * length);
            label[i] = test.label(samples[i]);
            goal[i] = -1;
        }
        ThreatModel threatModel = request.threatModel();
        try (Model model = named.copy(test, request.dataSet().id())) {
            Referee referee = new Referee(model, threatModel, MatchSeeds.referee(request.seed()), List.of());
            Referee.Clean clean = referee.clean(samples, originals);
            Referee.Costs costs = new Referee.Costs(new long[n], new long[n], new long[n]);
            // Before the referee replaces what does not count; values outside [0,1] are clipped by it in any case.
            Referee.clip(candidates, originals);
            int beyond = beyond(originals, candidates, n, length, threatModel);
            Outcomes outcomes = referee.judge(samples, label, goal, clean, originals, candidates, costs);
            return new Judgement(
                    named.name(),
                    n,
                    MatchCounts.cleanCorrect(outcomes),
                    MatchCounts.wrong(outcomes),
                    beyond,
                    MatchCounts.medianDistance(outcomes, threatModel.norm()),
                    outcomes);
        }
    }

    private static int beyond(float[] originals, float[] candidates, int n, int length, ThreatModel threatModel) {
        Norm norm = threatModel.norm();
        int beyond = 0;
        for (int i = 0; i < n; i++) {
            double distance = Distances.of(norm, originals, i * length, candidates, i * length, length);
            beyond += Distances.within(norm, distance, threatModel.epsilon()) ? 0 : 1;
        }
        return beyond;
    }
}
