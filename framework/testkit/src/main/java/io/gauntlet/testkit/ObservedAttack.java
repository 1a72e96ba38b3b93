package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/** An attack watched while it plays: what it hands in, before anything is clipped, and whether it writes over its samples. */
final class ObservedAttack implements Attack {
    /** A candidate handed in, with its clean sample. */
    record HandedIn(float[] original, float[] candidate) {}

    private final Attack attack;
    private final List<HandedIn> handedIn = new ArrayList<>();
    private boolean wroteOverSamples;

    ObservedAttack(Attack attack) {
        this.attack = attack;
    }

    /** All candidates offered or submitted, in order. */
    List<HandedIn> handedIn() {
        return handedIn;
    }

    /** Whether the clean samples were changed in any step. */
    boolean wroteOverSamples() {
        return wroteOverSamples;
    }

    @Override
    public Fitted fit(Fit fit) {
        return attack.fit(fit);
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        Search search = attack.start(new Watched(rows), target, fitted);
        return new Search() {
            @Override
            public void admit(int[] admitted) {
                watch(rows, () -> search.admit(admitted));
            }

            @Override
            public void step() {
                watch(rows, search::step);
            }
        };
    }

    private void watch(Rows rows, Runnable work) {
        float[] before = values(rows.original());
        work.run();
        wroteOverSamples |= !Arrays.equals(before, values(rows.original()));
    }

    private static float[] values(INDArray array) {
        float[] values = new float[Math.toIntExact(array.length())];
        Floats.get(array, values);
        return values;
    }

    private void remember(Rows rows, int row, float[] candidates, int candidate) {
        float[] originals = values(rows.original());
        int length = originals.length / rows.live();
        handedIn.add(new HandedIn(
                Arrays.copyOfRange(originals, row * length, (row + 1) * length),
                Arrays.copyOfRange(candidates, candidate * length, (candidate + 1) * length)));
    }

    private final class Watched extends ForwardingRows {
        Watched(Rows rows) {
            super(rows);
        }

        @Override
        public void offer(INDArray x, Answer paid) {
            float[] candidates = values(x);
            for (int i = 0; i < paid.size(); i++) {
                if (paid.paid(i)) {
                    remember(this, paid.owner(i), candidates, i);
                }
            }
            super.offer(x, paid);
        }

        @Override
        public void submit(int row, INDArray x) {
            remember(this, row, values(x), 0);
            super.submit(row, x);
        }
    }
}
