package io.gauntlet.testkit;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Description;
import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Knowledge;
import io.gauntlet.api.Norm;
import io.gauntlet.api.Param;
import io.gauntlet.api.Seed;
import io.gauntlet.api.StoppedException;
import io.gauntlet.api.attack.Attack;
import io.gauntlet.api.attack.AttackFactory;
import io.gauntlet.api.attack.AttackInfo;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/** Sign ascent in the linf ball, with one defect of choice. */
final class SignAttack implements Attack {
    /** What is wrong with it. */
    enum Defect {
        NONE,
        RANDOM_OF_ITS_OWN,
        IGNORES_THE_SEED,
        DRAWS_BY_ROW,
        STATE_BY_ROW,
        MEAN_OVER_THE_BATCH,
        DIVIDES_BY_THE_BATCH,
        LEAKS_ARRAYS,
        LEAVES_THE_BALL,
        LEAVES_THE_BOX,
        PROJECTS_AROUND_THE_LAST_ITERATE,
        HANDS_IN_NOTHING,
        WRITES_OVER_ITS_INPUT,
        SWALLOWS_THE_STOP,
        IGNORES_THE_GOAL,
        UNPAID_IS_FATAL,
        SHORT_STEPS,
        WEAKER_WITH_MORE_EPSILON,
        STOPS_AT_LUCK,
        BEGINS_FROM_WARM_STARTS_ALONE,
        LEAVES_FROM_WARM_STARTS,
        DECLARES_TOO_MUCH,
        UNNAMED_NORM
    }

    /** Its parameters. */
    record Parameters(
            @Param(value = "what is wrong with it", defaultValue = "none")
            Defect defect) {}

    private static final int STEPS = 25;
    private static final List<INDArray> LEAKED = new ArrayList<>();

    private final Defect defect;

    SignAttack(Parameters parameters) {
        defect = parameters.defect();
    }

    static AttackFactory<Parameters> factory(Defect defect) {
        AttackInfo info = new AttackInfo(
                new Description("sign", "1", "Sign ascent.", List.of(), ""),
                AttackInfo.Kind.FIXED_EPSILON,
                Set.of(Norm.LINF),
                Knowledge.WHITE_BOX,
                true,
                false,
                "25 gradients");
        return new AttackFactory<>(info, Parameters.class, SignAttack::new);
    }

    @Override
    public Search start(Rows rows, Target target, Fitted fitted) {
        if (rows.threatModel().norm() != Norm.LINF && defect != Defect.UNNAMED_NORM) {
            throw new IllegalArgumentException(
                    "Sign ascent plays linf, not " + rows.threatModel().norm().id() + ".");
        }
        if (defect == Defect.LEAKS_ARRAYS) {
            LEAKED.add(rows.original().dup());
        }
        return new Ascent(rows, target);
    }

    private final class Ascent implements Search {
        private final Rows rows;
        private final Target target;
        private final float[] kept = new float[1024];

        Ascent(Rows rows, Target target) {
            this.rows = rows;
            this.target = target;
        }

        @Override
        public void admit(int[] admitted) {
            float[] original = Floats.values(rows.original());
            INDArray state = rows.image("x");
            float[] x = Floats.values(state);
            int length = x.length / rows.live();
            for (int row : admitted) {
                Draws draws = start(row);
                for (int j = row * length; j < (row + 1) * length; j++) {
                    float epsilon = rows.epsilon()[row];
                    x[j] = inside(original[j] + epsilon * (2 * draws.uniform() - 1), original[j], epsilon);
                }
                beginWarm(row, x, original, length);
            }
            Floats.put(x, state);
        }

        private void beginWarm(int row, float[] x, float[] original, int length) {
            boolean own = rows.restart()[row] == 0 && defect != Defect.BEGINS_FROM_WARM_STARTS_ALONE;
            if (own || rows.warmStarts(row) == 0) {
                return;
            }
            int at = row * length;
            rows.warmStart(row, 0, x, at);
            for (int j = at; j < at + length; j++) {
                float reach = rows.epsilon()[row];
                float off = defect == Defect.LEAVES_FROM_WARM_STARTS ? 0.5f * reach : 0;
                float moved = Math.max(0, Math.min(1, x[j] + off * Math.signum(x[j] - original[j])));
                x[j] = moved;
            }
        }

        private Draws start(int row) {
            return switch (defect) {
                case RANDOM_OF_ITS_OWN -> Seed.of(System.nanoTime()).draws();
                case IGNORES_THE_SEED -> Seed.of(1).draws();
                case DRAWS_BY_ROW ->
                    Seed.of(rows.draws(0, "start").index(1) + row).draws();
                default -> rows.draws(row, "start");
            };
        }

        @Override
        public void step() {
            try {
                climb();
            } catch (StoppedException e) {
                if (defect != Defect.SWALLOWS_THE_STOP) {
                    throw e;
                }
            }
            for (int row = 0; row < rows.live(); row++) {
                if (rows.iteration()[row] == STEPS) {
                    end(row);
                }
            }
        }

        private void end(int row) {
            if (rows.restart()[row] == 0 && rows.warmStarts(row) > 0) {
                rows.restart(row);
            } else {
                rows.finish(row);
            }
        }

        private void climb() {
            INDArray state = rows.image("x");
            Loss margin = Losses.margin();
            Loss loss = defect == Defect.IGNORES_THE_GOAL
                    ? (output, label, goal, gradient) -> margin.apply(output, label, -1, gradient)
                    : margin;
            if (defect == Defect.DECLARES_TOO_MUCH) {
                rows.offer(state, target.labels(state, rows.all()));
                return;
            }
            Gradient gradient = target.gradient(state, rows.all(), loss, 1);
            if (defect != Defect.HANDS_IN_NOTHING) {
                rows.offer(state, gradient.answer());
            }
            if (defect == Defect.STOPS_AT_LUCK) {
                for (int row = 0; row < rows.live(); row++) {
                    if (gradient.answer().label(row) != rows.label()[row]) {
                        rows.finish(row);
                    }
                }
            }
            if (defect == Defect.UNPAID_IS_FATAL) {
                for (int row = 0; row < rows.live(); row++) {
                    gradient.answer().logit(row, 0);
                }
            }
            move(state, Floats.values(gradient.values()));
            if (defect == Defect.WRITES_OVER_ITS_INPUT) {
                rows.original().addi(0.001f);
            }
        }

        private void move(INDArray state, float[] gradient) {
            float[] original = Floats.values(rows.original());
            float[] x = Floats.values(state);
            int length = x.length / rows.live();
            float mean = 0;
            for (float value : gradient) {
                mean += value / gradient.length;
            }
            for (int j = 0; j < x.length; j++) {
                int row = j / length;
                float epsilon = rows.epsilon()[row];
                float step = epsilon
                        * switch (defect) {
                            case SHORT_STEPS -> 0.001f;
                            case DIVIDES_BY_THE_BATCH -> 0.1f * Math.min(1, Math.abs(gradient[j]) / rows.live());
                            case STATE_BY_ROW -> 0.1f / (1 + kept[row]);
                            case WEAKER_WITH_MORE_EPSILON -> epsilon > 0.005f ? -0.1f : 0.1f;
                            default -> 0.1f;
                        };
                float direction = defect == Defect.MEAN_OVER_THE_BATCH ? gradient[j] - mean : gradient[j];
                float centre = defect == Defect.PROJECTS_AROUND_THE_LAST_ITERATE ? x[j] : original[j];
                x[j] = inside(x[j] + step * Math.signum(direction), centre, epsilon);
            }
            for (int row = 0; row < rows.live(); row++) {
                kept[row]++;
            }
            Floats.put(x, state);
        }

        private float inside(float value, float centre, float epsilon) {
            float reach = defect == Defect.LEAVES_THE_BALL ? 1.01f * epsilon : epsilon;
            float inBall = Math.max(centre - reach, Math.min(centre + reach, value));
            return defect == Defect.LEAVES_THE_BOX ? inBall : Math.max(0f, Math.min(1f, inBall));
        }
    }
}
