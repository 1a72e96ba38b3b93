package io.gauntlet.testkit;

import java.util.Arrays;
import java.util.Map;
import java.util.stream.IntStream;

import io.gauntlet.api.Norm;
import io.gauntlet.api.ThreatModel;
import io.gauntlet.api.data.Examples;
import io.gauntlet.arena.match.WarmStarts;
import io.gauntlet.arena.referee.Outcomes;

/** Stored examples for every other sample, as far away as the box allows: what the harness makes of them is inside. */
final class StoredStarts {
    private StoredStarts() {}

    /** Whether a sample has one. */
    static boolean has(int sample) {
        return sample % 2 == 1;
    }

    static WarmStarts of(Examples examples, ThreatModel threatModel) {
        int[] samples =
                IntStream.range(0, examples.size()).filter(StoredStarts::has).toArray();
        int length = examples.length();
        // Of L0 there is no ball to bring them into: few values change.
        int changed = threatModel.norm() == Norm.L0 ? (int) Math.min(length, threatModel.epsilon()) : length;
        float[] values = new float[samples.length * length];
        for (int i = 0; i < samples.length; i++) {
            examples.read(samples[i], values, i * length);
            for (int j = i * length; j < i * length + changed; j++) {
                values[j] = values[j] < 0.5f ? 1 : 0;
            }
        }
        WarmStarts starts = new WarmStarts(
                threatModel.norm(), Arrays.stream(samples).boxed().toList());
        starts.add(1, beaten(samples), values);
        return starts;
    }

    private static Outcomes beaten(int[] samples) {
        int[] same = new int[samples.length];
        float[] none = new float[samples.length];
        float[] all = new float[samples.length];
        Arrays.fill(all, 1);
        long[] nothing = new long[samples.length];
        return new Outcomes(
                samples, same, same, same, same, all, none, none, none, none, none, nothing, nothing, nothing,
                Map.of());
    }
}
