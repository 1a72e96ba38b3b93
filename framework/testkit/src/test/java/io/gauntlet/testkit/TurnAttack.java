package io.gauntlet.testkit;

import java.util.List;
import java.util.Objects;
import java.util.Set;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.pose.Pose;
import io.gauntlet.api.pose.PoseLimits;
import io.gauntlet.api.pose.PoseWarp;

/** Poses drawn at random, with one defect of choice. */
final class TurnAttack implements Attack {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        BEYOND_THE_LIMITS,
        NOT_A_NUMBER,
        ASKS_ABOUT_ANOTHER_PICTURE,
        HANDS_IN_PICTURES
    }

    /** Its parameters. */
    record Parameters(
            @Param(value = "what is wrong with it", defaultValue = "none")
            Defect defect) {}

    private static final int TRIES = 30;

    private final Defect defect;

    TurnAttack(Parameters parameters) {
        defect = parameters.defect();
    }

    static AttackFactory<Parameters> factory() {
        AttackInfo info = new AttackInfo(
                new Description("turn", "1", "Random poses.", List.of(), ""),
                AttackInfo.Kind.FIXED_EPSILON,
                Set.of(Norm.POSE),
                Knowledge.LABEL,
                true,
                false,
                "30 queries");
        return new AttackFactory<>(info, Parameters.class, TurnAttack::new);
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        PoseLimits limits = rows.threatModel().poseLimits();
        if (limits == null) {
            throw new IllegalArgumentException(
                    "It plays poses, not " + rows.threatModel().norm().id() + ".");
        }
        return new Tries(rows, target, limits);
    }

    private final class Tries implements Search {
        private final Rows rows;
        private final Target target;
        private final PoseLimits limits;
        private final PoseWarp warp;

        Tries(Rows rows, Target target, PoseLimits limits) {
            this.rows = rows;
            this.target = target;
            this.limits = limits;
            warp = new PoseWarp(target.shape());
        }

        @Override
        public void admit(int[] admitted) {}

        @Override
        public void step() {
            INDArray x = rows.image("x");
            float[] original = Floats.values(rows.original());
            float[] values = new float[original.length];
            Pose[] poses = new Pose[rows.live()];
            for (int row = 0; row < rows.live(); row++) {
                poses[row] = pose(rows.draws(row, "pose"));
                warp.render(poses[row], original, row * warp.length(), values, row * warp.length());
                for (int i = 0; defect == Defect.ASKS_ABOUT_ANOTHER_PICTURE && i < warp.length(); i++) {
                    values[row * warp.length() + i] = 1 - original[row * warp.length() + i];
                }
            }
            Floats.put(values, x);
            Answer answer = target.labels(x, rows.all());
            if (defect == Defect.HANDS_IN_PICTURES) {
                rows.offer(x, answer);
            } else {
                rows.offer(handedIn(poses), answer);
            }
            for (int row = 0; row < rows.live(); row++) {
                if (rows.iteration()[row] + 1 == TRIES) {
                    rows.finish(row);
                }
            }
        }

        private Pose pose(Draws draws) {
            double reach = defect == Defect.BEYOND_THE_LIMITS ? 3 : 1;
            return new Pose(
                    draws.uniform(-reach, reach) * limits.rotation(),
                    draws.uniform(-reach, reach) * limits.translation(),
                    draws.uniform(-reach, reach) * limits.translation());
        }

        private Pose[] handedIn(Pose[] poses) {
            Pose[] claimed = poses.clone();
            for (int row = 0; row < claimed.length; row++) {
                claimed[row] = switch (defect) {
                    case ASKS_ABOUT_ANOTHER_PICTURE -> Pose.UPRIGHT;
                    case NOT_A_NUMBER -> new Pose(Double.NaN, 0, 0);
                    default -> Objects.requireNonNull(poses[row]);
                };
            }
            return claimed;
        }
    }
}
