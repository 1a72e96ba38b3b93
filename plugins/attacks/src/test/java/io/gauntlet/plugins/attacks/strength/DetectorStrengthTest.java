package io.gauntlet.plugins.attacks.strength;

import java.util.List;

import org.junit.jupiter.api.Test;
import org.nd4j.linalg.api.buffer.DataType;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.factory.Nd4j;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.model.Derivative;
import io.gauntlet.api.model.Detector;
import io.gauntlet.api.model.RowwiseStage;
import io.gauntlet.api.model.Stage;
import io.gauntlet.plugins.attacks.fixed.Pgd;
import io.gauntlet.plugins.attacks.rows.Backward;
import io.gauntlet.plugins.attacks.rows.Evasion;
import io.gauntlet.plugins.attacks.rows.LossChoice;
import io.gauntlet.plugins.attacks.support.TrainedTarget;

import static org.junit.jupiter.api.Assertions.assertTrue;

/** Attacks on a network whose detector compares its answers for two views of the picture. */
class DetectorStrengthTest {
    private static final double EPSILON = 0.15;

    /** Covers every other pixel with grey. */
    private static final class Grating extends RowwiseStage {
        private final int parity;

        Grating(int parity) {
            super("grating(" + parity + ")", TrainedTarget.shape());
            this.parity = parity;
        }

        @Override
        public boolean randomised() {
            return false;
        }

        @Override
        public Derivative declared() {
            return Derivative.EXACT;
        }

        @Override
        protected void forwardRow(float[] x, float[] y, Draws draws) {
            for (int i = 0; i < x.length; i++) {
                y[i] = i % 2 == parity ? 0.5f : x[i];
            }
        }

        @Override
        protected void vjpRow(float[] x, float[] d, Draws draws) {
            for (int i = parity; i < d.length; i += 2) {
                d[i] = 0;
            }
        }
    }

    /** Rejects a picture unless it is answered alike behind both gratings: answers of no doubt, and no derivative. */
    private static final class Agreement implements Detector {
        private final Stage network;
        private final List<Stage> views = List.of(new Grating(0), new Grating(1));

        Agreement(Stage network) {
            this.network = network;
        }

        @Override
        public float threshold() {
            return 0;
        }

        @Override
        public List<Stage> views() {
            return views;
        }

        @Override
        public float[] score(INDArray x, INDArray logits, RowDraws draws) {
            float[] own = Floats.values(logits);
            float[] scores = new float[(int) x.size(0)];
            int classes = own.length / scores.length;
            for (Stage view : views) {
                float[] other =
                        Floats.values(network.forward(view.forward(x, draws).dup('c'), draws));
                for (int i = 0; i < scores.length; i++) {
                    scores[i] += largest(own, i * classes, classes) == largest(other, i * classes, classes) ? 0 : 1;
                }
            }
            return scores;
        }

        private static int largest(float[] logits, int at, int classes) {
            int best = 0;
            for (int c = 1; c < classes; c++) {
                best = logits[at + c] > logits[at + best] ? c : best;
            }
            return best;
        }

        @Override
        public INDArray vjp(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return Nd4j.zeros(DataType.FLOAT, x.shape());
        }

        @Override
        public INDArray vjpLogits(INDArray x, INDArray logits, float[] weights, RowDraws draws) {
            return Nd4j.zeros(DataType.FLOAT, logits.shape());
        }
    }

    private static double won(TrainedTarget target, Evasion evasion) {
        Pgd attack =
                new Pgd(new Pgd.Parameters(20, 0, 1, true, LossChoice.CROSS_ENTROPY, 1, Backward.DECLARED, evasion));
        return TrainedTarget.won(target.playWatched(Agreement::new, Pgd.INFO, attack, EPSILON));
    }

    /** The score tells no way down, and who stops at the first wrong answer is caught. */
    @Test
    void whoClimbsBehindTheViewsIsNotCaught() {
        try (TrainedTarget target = new TrainedTarget()) {
            double selective = won(target, Evasion.SELECTIVE);
            double ignoring = won(target, Evasion.IGNORE);
            double views = won(target, Evasion.VIEWS);
            String all = "selective " + selective + ", ignoring " + ignoring + ", views " + views;
            assertTrue(views > selective + 0.2 && views >= ignoring, all);
        }
    }
}
