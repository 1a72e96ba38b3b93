package io.gauntlet.plugins.attacks.physical;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseWarp;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.Picture;

/** The candidates of a search over poses: one for each row, in an array of its own. */
final class PosedRows {
    private final Rows rows;
    private final PoseWarp warp;
    private final Batch batch = new Batch();
    private Pose[] poses = {};

    PosedRows(Rows rows, Picture picture) {
        this.rows = rows;
        warp = new PoseWarp(picture.height(), picture.width(), picture.channels());
    }

    /** Which pose each row is shown in. */
    @FunctionalInterface
    interface Posing {
        Pose of(int row);
    }

    /** Renders each row in its pose. */
    INDArray render(Posing posing) {
        INDArray x = rows.image("x");
        batch.load(rows, x);
        poses = poses.length < rows.live() ? new Pose[rows.live()] : poses;
        for (int row = 0; row < rows.live(); row++) {
            int at = row * batch.length();
            poses[row] = posing.of(row);
            warp.render(poses[row], batch.original(), at, batch.x(), at);
        }
        Floats.put(batch.x(), x);
        return x;
    }

    /** Hands in what was rendered last. */
    void offer(Answer answer) {
        rows.offer(poses, answer);
    }

    /** The derivatives by a row's pose, from those by the values of all rows' pictures. */
    void slopes(int row, Pose pose, float[] gradients, double[] slopes) {
        int at = row * batch.length();
        warp.slopes(pose, batch.original(), at, gradients, at, slopes);
    }
}
