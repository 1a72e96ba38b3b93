package io.gauntlet.runtime.record;

import java.io.IOException;
import java.util.Arrays;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.arena.event.Event.MatchPlanned;
import io.gauntlet.arena.event.Event.MatchScored;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.store.ArtifactStore;

/**
 * The recorded examples of a match, ready to be judged again.
 *
 * @param recorded what the referee said of them
 * @param samples positions in the test split
 * @param originals the clean samples, one after the other
 * @param label their classes
 * @param examples one after the other
 */
@SuppressWarnings("ArrayRecordComponent") // never compared
record StoredExamples(Outcomes recorded, int[] samples, float[] originals, int[] label, float[] examples) {
    /**
     * Reads them.
     *
     * @throws io.gauntlet.store.StoreException when they cannot be read
     * @throws IllegalArgumentException when they do not fit the plan, with why
     */
    static StoredExamples read(PlayedMatch match, ArtifactStore artifacts, Examples test) {
        MatchPlanned plan = match.plan();
        Outcomes recorded = outcomes(match.verdict(), artifacts);
        int[] samples = plan.samples().stream().mapToInt(Integer::intValue).toArray();
        int n = samples.length;
        if (!Arrays.equals(samples, recorded.sample())) {
            throw new IllegalArgumentException("its outcomes are not those of the samples that were planned");
        }
        float[] examples = examples(match.verdict(), artifacts, n);
        if (examples.length != n * test.length()) {
            throw new IllegalArgumentException("its examples do not have the shape of the planned samples");
        }
        Outcomes.Poses poses = recorded.poses();
        if ((poses == null) != (plan.threatModel().poseLimits() == null)
                || (poses != null && poses.degrees().length != n)) {
            throw new IllegalArgumentException("its outcomes do not hold the poses that its threat model asks for");
        }
        float[] originals = new float[n * test.length()];
        int[] label = new int[n];
        for (int i = 0; i < n; i++) {
            test.read(samples[i], originals, i * test.length());
            label[i] = test.label(samples[i]);
        }
        return new StoredExamples(recorded, samples, originals, label, examples);
    }

    private static Outcomes outcomes(MatchScored verdict, ArtifactStore artifacts) {
        try {
            return Outcomes.fromJson(artifacts.read(verdict.outcomes()));
        } catch (IOException e) {
            throw new IllegalArgumentException("its outcomes cannot be read (" + e.getMessage() + ")", e);
        }
    }

    private static float[] examples(MatchScored verdict, ArtifactStore artifacts, int n) {
        String sha = verdict.examples();
        Npy array = Npy.read(artifacts.read(sha), "Artifact " + sha);
        return array.shape().length > 0 && array.shape()[0] == n ? array.floats() : new float[0];
    }

    /**
     * A referee's judgement.
     *
     * @param goal the classes to reach
     * @param clean the same referee's answers to the clean samples
     * @param judged the examples, left as the referee leaves them
     */
    Outcomes judge(Referee referee, int[] goal, Referee.Clean clean, float[] judged) {
        Referee.Costs costs = new Referee.Costs(recorded.queries(), recorded.gradients(), recorded.firstSuccess());
        Outcomes.Poses poses = recorded.poses();
        return poses == null
                ? referee.judge(samples, label, goal, clean, originals, judged, costs)
                : referee.judge(samples, label, goal, clean, originals, poses(poses), judged, costs);
    }

    private static Pose[] poses(Outcomes.Poses recorded) {
        Pose[] poses = new Pose[recorded.degrees().length];
        Arrays.setAll(poses, recorded::pose);
        return poses;
    }
}
