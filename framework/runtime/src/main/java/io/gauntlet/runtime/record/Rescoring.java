package io.gauntlet.runtime.record;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;

import io.gauntlet.api.Goal;
import io.gauntlet.api.Seed;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.MatchScored;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.arena.referee.SurvivalTest;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.work.MatchCounts;
import io.gauntlet.store.ArtifactStore;

/**
 * Has the referee judge the recorded examples of one match again, also under the transformations of its tournament, with
 * the draws that it had then. What an attack paid is not judged again: that would need the attack.
 */
final class Rescoring {
    private final PlayedMatch match;
    private final ArtifactStore artifacts;
    private final Examples test;
    private final List<String> differences = new ArrayList<>();

    Rescoring(PlayedMatch match, ArtifactStore artifacts, Examples test) {
        this.match = match;
        this.artifacts = artifacts;
        this.test = test;
    }

    /**
     * What was found.
     *
     * @param differences a sentence for each, with the sample
     * @param examples how many were judged
     * @param rounding how many differ by no more than rounding explains
     */
    record Result(List<String> differences, int examples, int rounding) {}

    /**
     * Judges.
     *
     * @throws io.gauntlet.store.StoreException when examples or outcomes cannot be read
     */
    Result judge(Model model, List<SurvivalTest> survivalTests) {
        MatchPlanned plan = match.plan();
        Outcomes recorded = outcomes();
        int[] samples = plan.samples().stream().mapToInt(Integer::intValue).toArray();
        int n = samples.length;
        if (!Arrays.equals(samples, recorded.sample())) {
            return new Result(List.of("its outcomes are not those of the samples that were planned"), 0, 0);
        }
        float[] examples = examples(n);
        if (examples.length != n * test.length()) {
            return new Result(List.of("its examples do not have the shape of the planned samples"), 0, 0);
        }
        Outcomes.Poses poses = recorded.poses();
        if ((poses == null) != (plan.threatModel().poseLimits() == null)
                || (poses != null && poses.degrees().length != n)) {
            return new Result(List.of("its outcomes do not hold the poses that its threat model asks for"), 0, 0);
        }
        summary(recorded);
        float[] originals = new float[n * test.length()];
        int[] label = new int[n];
        for (int i = 0; i < n; i++) {
            test.read(samples[i], originals, i * test.length());
            label[i] = test.label(samples[i]);
        }
        Referee referee = new Referee(model, plan.threatModel(), Seed.parse(plan.refereeSeed()), survivalTests);
        Referee.Clean clean = referee.clean(samples, originals);
        goals(recorded, referee.goals(samples, label, clean));
        float[] judged = examples.clone();
        Referee.Costs costs = new Referee.Costs(recorded.queries(), recorded.gradients(), recorded.firstSuccess());
        int[] goal = recorded.goal();
        Outcomes today = poses == null
                ? referee.judge(samples, label, goal, clean, originals, judged, costs)
                : referee.judge(samples, label, goal, clean, originals, poses(poses), judged, costs);
        VerdictComparison.Result verdicts = VerdictComparison.of(recorded, today, margins(clean, label));
        if (poses != null && !Arrays.equals(examples, judged)) {
            differences.add("its examples are not the samples in the poses that are recorded");
        } else if (!Arrays.equals(examples, judged) && verdicts.differences().isEmpty() && verdicts.rounding() == 0) {
            differences.add(
                    "its examples are not as the referee leaves them: within [0,1], and the sample itself where it"
                            + " was wrong when clean");
        }
        differences.addAll(verdicts.differences());
        return new Result(List.copyOf(differences), n, verdicts.rounding());
    }

    private static Pose[] poses(Outcomes.Poses recorded) {
        Pose[] poses = new Pose[recorded.degrees().length];
        Arrays.setAll(poses, recorded::pose);
        return poses;
    }

    private Outcomes outcomes() {
        try {
            return Outcomes.fromJson(artifacts.read(match.verdict().outcomes()));
        } catch (IOException e) {
            throw new IllegalArgumentException("its outcomes cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private float[] examples(int n) {
        String sha = match.verdict().examples();
        Npy array = Npy.read(artifacts.read(sha), "Artifact " + sha);
        return array.shape().length > 0 && array.shape()[0] == n ? array.floats() : new float[0];
    }

    /** The event must say what its outcomes add up to. */
    private void summary(Outcomes outcomes) {
        MatchScored verdict = match.verdict();
        boolean same = verdict.samples() == outcomes.size()
                && verdict.cleanCorrect() == MatchCounts.cleanCorrect(outcomes)
                && verdict.wrong() == MatchCounts.wrong(outcomes)
                && verdict.queries() == Arrays.stream(outcomes.queries()).sum()
                && verdict.gradients() == Arrays.stream(outcomes.gradients()).sum()
                && Objects.equals(
                        verdict.medianDistance(),
                        MatchCounts.medianDistance(
                                outcomes, match.plan().threatModel().norm()));
        if (!same) {
            differences.add("its event does not say what its outcomes add up to");
        }
    }

    /** The least likely class may be another one where logits are rounded otherwise: the recorded one is judged by. */
    private void goals(Outcomes recorded, int[] goal) {
        if (match.plan().threatModel().goal() == Goal.TARGETED_LEAST_LIKELY) {
            return;
        }
        for (int i = 0; i < goal.length; i++) {
            if (goal[i] != recorded.goal()[i]) {
                differences.add("sample " + recorded.sample()[i] + ": the class to reach is recorded as "
                        + recorded.goal()[i] + ", the referee draws " + goal[i]);
            }
        }
    }

    private static float[] margins(Referee.Clean clean, int[] label) {
        float[] margins = new float[label.length];
        for (int i = 0; i < label.length; i++) {
            margins[i] = Referee.margin(clean.logits()[i], label[i]);
        }
        return margins;
    }
}
