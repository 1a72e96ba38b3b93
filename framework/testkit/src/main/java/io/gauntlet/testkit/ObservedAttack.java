package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Fit;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseWarp;

/** An attack watched while it plays: what it hands in, before anything is clipped, and whether it writes over its samples. */
final class ObservedAttack {
    /**
     * A candidate handed in, with its clean sample.
     *
     * @param bounded whether it had to keep to epsilon
     * @param pose that it was handed in as; null when it was a picture
     * @param claimed whether the target had answered that it is a success
     */
    record HandedIn(
            float[] original,
            float[] candidate,
            boolean bounded,
            @Nullable Pose pose,
            boolean claimed) {}

    private final Attack attack;
    private final List<HandedIn> handedIn = new ArrayList<>();
    private boolean wroteOverSamples;

    ObservedAttack(AttackInfo info, Attack attack) {
        this.attack = Wrapping.each(info, attack, Observed::new);
    }

    /** To be played. */
    Attack attack() {
        return attack;
    }

    /** All candidates offered or submitted, in order. */
    List<HandedIn> handedIn() {
        return handedIn;
    }

    /** Whether the clean samples were changed in any step. */
    boolean wroteOverSamples() {
        return wroteOverSamples;
    }

    private final class Observed implements Attack {
        private final AttackInfo info;
        private final Attack attack;

        Observed(AttackInfo info, Attack attack) {
            this.info = info;
            this.attack = attack;
        }

        @Override
        public Fitted fit(Fit fit) {
            return attack.fit(fit);
        }

        @Override
        public Search start(Rows rows, Target target, Fitted fitted) {
            Search search = attack.start(new Watched(info, rows), target, fitted);
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
    }

    private void watch(Rows rows, Runnable work) {
        float[] before = Floats.values(rows.original());
        work.run();
        wroteOverSamples |= !Arrays.equals(before, Floats.values(rows.original()));
    }

    private void remember(AttackInfo info, float[] original, float[] candidate, @Nullable Pose pose, boolean claimed) {
        handedIn.add(new HandedIn(original, candidate, info.kind() == AttackInfo.Kind.FIXED_EPSILON, pose, claimed));
    }

    private static float[] sample(Rows rows, int row) {
        float[] originals = Floats.values(rows.original());
        int length = originals.length / rows.live();
        return Arrays.copyOfRange(originals, row * length, (row + 1) * length);
    }

    private final class Watched extends ForwardingRows {
        private final AttackInfo info;

        Watched(AttackInfo info, Rows rows) {
            super(rows);
            this.info = info;
        }

        @Override
        public void offer(INDArray x, Answer paid) {
            float[] candidates = Floats.values(x);
            for (int i = 0; i < paid.size(); i++) {
                if (paid.paid(i)) {
                    float[] original = sample(this, paid.owner(i));
                    int from = i * original.length;
                    float[] candidate = Arrays.copyOfRange(candidates, from, from + original.length);
                    rememberPicture(original, candidate, paid.success(i));
                }
            }
            super.offer(x, paid);
        }

        @Override
        public void submit(int row, INDArray x) {
            rememberPicture(sample(this, row), Floats.values(x), false);
            super.submit(row, x);
        }

        @Override
        public void offer(Pose[] poses, Answer paid) {
            for (int i = 0; i < paid.size(); i++) {
                if (paid.paid(i)) {
                    rememberPose(paid.owner(i), poses[i], paid.success(i));
                }
            }
            super.offer(poses, paid);
        }

        @Override
        public void submit(int row, Pose pose) {
            rememberPose(row, pose, false);
            super.submit(row, pose);
        }

        private void rememberPicture(float[] original, float[] candidate, boolean claimed) {
            remember(info, original, candidate, null, claimed);
        }

        private void rememberPose(int row, Pose pose, boolean claimed) {
            long[] shape = original().shape();
            float[] original = sample(this, row);
            float[] candidate = new float[original.length];
            new PoseWarp(Arrays.copyOfRange(shape, 1, shape.length)).render(pose, original, 0, candidate, 0);
            remember(info, original, candidate, pose, claimed);
        }
    }
}
