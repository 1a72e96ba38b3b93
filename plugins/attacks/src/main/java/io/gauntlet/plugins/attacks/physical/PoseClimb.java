package io.gauntlet.plugins.attacks.physical;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.pose.Pose;

/** Climbs a loss by the pose, from several poses drawn at random; of each start the last iterate is only looked at. */
final class PoseClimb implements Search {
    private final Rows rows;
    private final Target target;
    private final PosedRows posed;
    private final Poses poses;
    private final Loss loss;
    private final int starts;
    private final int steps;
    private final double share;
    private final double[] slopes = new double[3];
    private float[] gradients = {};
    private boolean[] climbing = {};

    PoseClimb(Rows rows, Target target, PosedRows posed, Poses poses, Spatial.Parameters parameters) {
        this.rows = rows;
        this.target = target;
        this.posed = posed;
        this.poses = poses;
        loss = parameters.loss().loss();
        starts = parameters.tries();
        steps = parameters.steps();
        share = parameters.relativeStep();
    }

    @Override
    public void admit(int[] admitted) {
        for (int row : admitted) {
            put(row, poses.draw(rows.draws(row, "start")));
        }
    }

    private void put(int row, Pose pose) {
        rows.scalar("degrees")[row] = (float) pose.degrees();
        rows.scalar("right")[row] = (float) pose.right();
        rows.scalar("down")[row] = (float) pose.down();
    }

    private Pose pose(int row) {
        return new Pose(rows.scalar("degrees")[row], rows.scalar("right")[row], rows.scalar("down")[row]);
    }

    @Override
    public void step() {
        int live = rows.live();
        INDArray x = posed.render(this::pose);
        climbing = climbing.length < live ? new boolean[live] : climbing;
        for (int row = 0; row < live; row++) {
            climbing[row] = rows.iteration()[row] < steps;
        }
        Gradient gradient = target.gradient(x, rows.all(), climbing, loss, 1);
        Answer answer = gradient.answer();
        posed.offer(answer);
        int values = Math.toIntExact(x.length());
        gradients = gradients.length < values ? new float[values] : gradients;
        Floats.get(gradient.values(), gradients);
        for (int row = 0; row < live; row++) {
            if (answer.paid(row) && climbing[row]) {
                Pose pose = pose(row);
                posed.slopes(row, pose, gradients, slopes);
                put(row, poses.climb(pose, slopes, share));
            } else if (rows.restart()[row] + 1 < starts) {
                rows.restart(row);
            } else {
                rows.finish(row);
            }
        }
    }
}
