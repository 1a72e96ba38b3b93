package io.gauntlet.plugins.attacks;

import java.util.Arrays;

import org.jspecify.annotations.Nullable;
import org.nd4j.linalg.api.ndarray.INDArray;
import org.nd4j.linalg.indexing.NDArrayIndex;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;

/**
 * The frame of Auto-PGD: starts and restarts, the classes aimed at, the best point and its gradient. Steps and their
 * sizes are the {@link Climb}'s.
 */
final class ApgdSearch implements Search {
    /** Aims at what the match wants. */
    private static final int AS_THE_MATCH = -1;

    private final Rows rows;
    private final Target target;
    private final Apgd.Parameters parameters;
    private final Climb climb;
    private final int targets;
    private final Loss loss;
    private final Batch batch = new Batch();
    private final HeapImage previous = new HeapImage("previous");
    private final HeapImage best = new HeapImage("best");
    private final HeapImage bestGradient = new HeapImage("best-gradient");
    private float[] gradient = {};
    private float[] losses = {};
    private boolean[] climbing = {};
    private boolean[] answered = {};
    private int[] aim = {};

    ApgdSearch(Rows rows, Target target, Apgd.Parameters parameters, Climb climb) {
        this.rows = rows;
        this.target = target;
        this.parameters = parameters;
        this.climb = climb;
        targets = Math.min(parameters.targets(), target.classes() - 1);
        loss = parameters.loss().loss();
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        ClimbState numbers = ClimbState.of(rows);
        batch.load(rows, state);
        for (int row : admitted) {
            int at = row * batch.length();
            float epsilon = rows.epsilon()[row];
            climb.start(rows.draws(row, "start"), batch.x(), batch.original(), at, batch.length(), epsilon);
            climb.begin(numbers, row, batch.length());
        }
        Floats.put(batch.x(), state);
        if (targets > 0) {
            rankClasses(admitted);
        }
    }

    /** Asks once for each sample which wrong classes are the nearest; restarts remember. */
    private void rankClasses(int[] admitted) {
        int[] owners = new int[admitted.length];
        int count = 0;
        for (int row : admitted) {
            if (rows.restart()[row] == 0 && rows.goal()[row] < 0) {
                owners[count++] = row;
            }
        }
        if (count > 0) {
            int[] chosen = Arrays.copyOf(owners, count);
            Answer answer = target.scores(gathered(batch.original(), chosen), chosen);
            for (int i = 0; i < count; i++) {
                rank(answer, i, chosen[i]);
            }
        }
    }

    private void rank(Answer answer, int candidate, int row) {
        if (!answer.paid(candidate)) {
            return;
        }
        boolean[] taken = new boolean[target.classes()];
        taken[rows.label()[row]] = true;
        for (int k = 0; k < targets; k++) {
            int greatest = -1;
            for (int c = 0; c < taken.length; c++) {
                if (!taken[c] && (greatest < 0 || answer.logit(candidate, c) > answer.logit(candidate, greatest))) {
                    greatest = c;
                }
            }
            taken[greatest] = true;
            rows.scalar(rankName(k))[row] = greatest;
        }
    }

    private static String rankName(int k) {
        return "target-" + k;
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        prepare(rows.live());
        evaluate(state);
        climb();
        Floats.put(batch.x(), state);
        for (int row = 0; row < rows.live(); row++) {
            if (!climbing[row]) {
                next(row);
            }
        }
    }

    private void prepare(int live) {
        if (losses.length < live) {
            losses = new float[live];
            climbing = new boolean[live];
            answered = new boolean[live];
            aim = new int[live];
        }
        if (gradient.length < live * batch.length()) {
            gradient = new float[live * batch.length()];
        }
        for (int row = 0; row < live; row++) {
            climbing[row] = rows.iteration()[row] < parameters.iterations();
            aim[row] = targets == 0 || rows.goal()[row] >= 0
                    ? AS_THE_MATCH
                    : (int) rows.scalar(rankName(rows.restart()[row] % targets))[row];
        }
    }

    /** One call of the target for each class aimed at, since all candidates of a call climb the same loss. */
    private void evaluate(INDArray state) {
        int live = rows.live();
        boolean[] done = new boolean[live];
        for (int first = 0; first < live; first++) {
            if (!done[first]) {
                int[] members = new int[live];
                int count = 0;
                for (int row = first; row < live; row++) {
                    if (aim[row] == aim[first]) {
                        done[row] = true;
                        members[count++] = row;
                    }
                }
                int[] group = count == live ? rows.all() : Arrays.copyOf(members, count);
                evaluate(count == live ? state : gathered(batch.x(), group), group, aim[first]);
            }
        }
    }

    private void evaluate(INDArray x, int[] group, int goal) {
        boolean[] wanted = new boolean[group.length];
        boolean any = false;
        for (int i = 0; i < group.length; i++) {
            wanted[i] = climbing[group[i]];
            any |= wanted[i];
        }
        if (!any) {
            rows.offer(x, target.labels(x, group));
            return;
        }
        Loss aimed = goal == AS_THE_MATCH ? loss : Losses.towards(goal, loss);
        Gradient found = target.gradient(x, group, wanted, aimed, parameters.draws());
        rows.offer(x, found.answer());
        float[] values = scattered(found.values(), group);
        for (int i = 0; i < group.length; i++) {
            int row = group[i];
            answered[row] = found.answer().paid(i);
            losses[row] = found.loss(i);
            if (values != null) {
                System.arraycopy(values, i * batch.length(), gradient, row * batch.length(), batch.length());
            }
        }
    }

    /** The gradients of a group, to be put where their rows are; null when they are there already. */
    private float @Nullable [] scattered(INDArray values, int[] group) {
        if (group.length == rows.live()) {
            Floats.get(values, gradient);
            return null;
        }
        float[] copy = new float[Math.toIntExact(values.length())];
        Floats.get(values, copy);
        return copy;
    }

    /** A copy of some rows, one after the other. Valid until the next call. */
    private INDArray gathered(float[] from, int[] chosen) {
        float[] values = new float[chosen.length * batch.length()];
        for (int i = 0; i < chosen.length; i++) {
            System.arraycopy(from, chosen[i] * batch.length(), values, i * batch.length(), batch.length());
        }
        INDArray scratch = rows.image("gathered");
        INDArray view = chosen.length == rows.live() ? scratch : scratch.get(NDArrayIndex.interval(0, chosen.length));
        Floats.put(values, view);
        return view;
    }

    private void climb() {
        ClimbState numbers = ClimbState.of(rows);
        previous.load(rows);
        best.load(rows);
        bestGradient.load(rows);
        for (int row = 0; row < rows.live(); row++) {
            if (climbing[row] && answered[row]) {
                advance(numbers, row);
            }
        }
        previous.store(rows);
        best.store(rows);
        bestGradient.store(rows);
    }

    private void advance(ClimbState numbers, int row) {
        int length = batch.length();
        int at = row * length;
        boolean first = rows.iteration()[row] == 0;
        if (first || losses[row] > numbers.best()[row]) {
            numbers.best()[row] = losses[row];
            System.arraycopy(batch.x(), at, best.values(), at, length);
            System.arraycopy(gradient, at, bestGradient.values(), at, length);
        }
        if (first) {
            numbers.bestBefore()[row] = losses[row];
        } else if (climb.adapt(numbers, row, losses[row], length, () -> changed(at))) {
            System.arraycopy(best.values(), at, batch.x(), at, length);
            System.arraycopy(bestGradient.values(), at, gradient, at, length);
        }
        numbers.last()[row] = losses[row];
        climb.move(
                new Climb.Points(batch.x(), previous.values(), gradient, batch.original(), at, length),
                numbers,
                row,
                first,
                rows.epsilon()[row]);
    }

    private int changed(int at) {
        int count = 0;
        for (int i = at; i < at + batch.length(); i++) {
            count += best.values()[i] != batch.original()[i] ? 1 : 0;
        }
        return count;
    }

    private void next(int row) {
        boolean aimed = aim[row] != AS_THE_MATCH;
        long starts = (long) parameters.restarts() * (aimed ? targets : 1);
        if (rows.restart()[row] + 1 < starts) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
