package io.gauntlet.runtime.work;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

import io.gauntlet.api.data.Examples;
import io.gauntlet.api.data.Splits;
import io.gauntlet.arena.event.Adaptation;
import io.gauntlet.arena.event.Adaptation.Lesson;
import io.gauntlet.arena.referee.Outcomes;
import io.gauntlet.store.ArtifactStore;

/**
 * The train split together with the examples that beat a defender's former models, under their true classes: what it learns
 * from again. Of each two samples one is adversarial, as in the mix of Goodfellow, Shlens, Szegedy: Explaining and
 * Harnessing Adversarial Examples, ICLR 2015, section 6: there are fewer examples than samples, and each comes several times.
 */
public final class Lessons implements Examples {
    private final Examples train;
    private final List<float[]> examples;
    private final int[] labels;
    private final int repeated;

    private Lessons(Examples train, List<float[]> examples, int[] labels) {
        this.train = train;
        this.examples = examples;
        this.labels = labels;
        int times = examples.isEmpty() ? 0 : Math.max(1, train.size() / examples.size());
        this.repeated = Math.multiplyExact(times, examples.size());
    }

    /** The splits that an adapted defender learns from. Only the train split differs. */
    static Splits splits(Splits splits, Adaptation adaptation, ArtifactStore artifacts) {
        Examples train = read(splits.train(), adaptation, artifacts);
        return new Splits() {
            @Override
            public Examples train() {
                return train;
            }

            @Override
            public Examples attacker() {
                return splits.attacker();
            }

            @Override
            public Examples calibration() {
                return splits.calibration();
            }

            @Override
            public Examples test() {
                return splits.test();
            }
        };
    }

    /**
     * Reads the examples.
     *
     * @throws io.gauntlet.store.StoreException when they cannot be read
     * @throws IllegalStateException when they are not what the adaptation says
     */
    static Lessons read(Examples train, Adaptation adaptation, ArtifactStore artifacts) {
        List<float[]> examples = new ArrayList<>();
        List<Integer> labels = new ArrayList<>();
        for (Lesson lesson : adaptation.lessons()) {
            int length = train.length();
            StoredMatch match =
                    StoredMatch.read(artifacts, lesson.match(), lesson.examples(), lesson.outcomes(), length);
            Outcomes outcomes = match.outcomes();
            for (int i = 0; i < outcomes.size(); i++) {
                // What was wrong when clean was not beaten by an attack.
                if (outcomes.beaten(i)) {
                    examples.add(Arrays.copyOfRange(match.examples(), i * length, (i + 1) * length));
                    labels.add(outcomes.label()[i]);
                }
            }
        }
        return new Lessons(
                train, examples, labels.stream().mapToInt(Integer::intValue).toArray());
    }

    /**
     * From how many stored examples a defender learned.
     *
     * @throws io.gauntlet.store.StoreException when the verdicts cannot be read
     */
    public static int count(Adaptation adaptation, ArtifactStore artifacts) {
        int count = 0;
        for (Lesson lesson : adaptation.lessons()) {
            Outcomes outcomes = StoredMatch.outcomes(artifacts, lesson.match(), lesson.outcomes());
            count += (int)
                    IntStream.range(0, outcomes.size()).filter(outcomes::beaten).count();
        }
        return count;
    }

    @Override
    public int size() {
        return train.size() + repeated;
    }

    @Override
    public long[] shape() {
        return train.shape();
    }

    @Override
    public int classes() {
        return train.classes();
    }

    @Override
    public int label(int index) {
        return index < train.size() ? train.label(index) : labels[example(index)];
    }

    @Override
    public void read(int index, float[] into, int offset) {
        if (index < train.size()) {
            train.read(index, into, offset);
        } else {
            System.arraycopy(examples.get(example(index)), 0, into, offset, length());
        }
    }

    private int example(int index) {
        if (index >= size()) {
            throw new IndexOutOfBoundsException("Sample " + index + " of " + size() + ".");
        }
        return (index - train.size()) % examples.size();
    }
}
