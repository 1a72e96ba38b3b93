package io.gauntlet.arena.match;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;

/**
 * Stored examples that took samples of a match from what its defender was in earlier rounds: where attacks may begin,
 * too. Of each sample a few are kept, those that beat the latest model first, among them the nearest; they depend on what
 * is stored of that sample alone.
 */
public final class WarmStarts {
    /** The most kept of a sample: each may cost an attack as much as a start of its own. */
    public static final int MOST = 3;

    private final Norm norm;
    private final Map<Integer, List<Start>> bySample = new HashMap<>();

    /** @param generation of the model that it beat: the greater, the later */
    private record Start(int generation, float distance, Values values) {
        boolean before(Start other) {
            return generation != other.generation ? generation > other.generation : distance < other.distance;
        }
    }

    private record Values(float[] floats) {}

    /**
     * Without any yet.
     *
     * @param norm of the threat model, which tells what is near
     * @param samples those of the match; what is stored of others is passed over
     */
    public WarmStarts(Norm norm, Collection<Integer> samples) {
        this.norm = norm;
        samples.forEach(sample -> bySample.put(sample, new ArrayList<>()));
    }

    /** For matches that begin from nothing stored. */
    public static WarmStarts none() {
        return new WarmStarts(Norm.LINF, List.of());
    }

    /**
     * Takes in what is stored of a match.
     *
     * @param generation of the model that it was played against: the greater, the later
     * @param outcomes its verdicts
     * @param examples its final candidates, one after the other in the order of the verdicts
     */
    public void add(int generation, Outcomes outcomes, float[] examples) {
        int length = examples.length / Math.max(1, outcomes.size());
        float[] distance = outcomes.distances(norm);
        for (int i = 0; i < outcomes.size(); i++) {
            List<Start> starts = bySample.get(outcomes.sample()[i]);
            if (starts != null && outcomes.beaten(i)) {
                float[] values = Arrays.copyOfRange(examples, i * length, (i + 1) * length);
                insert(starts, new Start(generation, distance[i], new Values(values)));
            }
        }
    }

    private static void insert(List<Start> starts, Start start) {
        if (starts.stream()
                .anyMatch(known ->
                        Arrays.equals(known.values().floats(), start.values().floats()))) {
            return;
        }
        int at = 0;
        while (at < starts.size() && !start.before(starts.get(at))) {
            at++;
        }
        starts.add(at, start);
        if (starts.size() > MOST) {
            starts.remove(MOST);
        }
    }

    /** How many there are of a sample, by its position in the split. */
    int count(int sample) {
        List<Start> starts = bySample.get(sample);
        return starts == null ? 0 : starts.size();
    }

    /** The values of one, the most promising first. Not to be written. */
    float[] values(int sample, int number) {
        return bySample.getOrDefault(sample, List.of()).get(number).values().floats();
    }
}
