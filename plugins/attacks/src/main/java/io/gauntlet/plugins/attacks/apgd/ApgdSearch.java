package io.gauntlet.plugins.attacks.apgd;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Loss;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.FurtherStarts;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.NearestClasses;

/**
 * The frame of Auto-PGD: starts and restarts, the classes aimed at, the best point and its gradient. Steps and their
 * sizes are the {@link Climb}'s.
 */
final class ApgdSearch implements Search {
    private final Rows rows;
    private final Target target;
    private final Apgd.Parameters parameters;
    private final Climb climb;
    private final NearestClasses targets;
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
        targets = new NearestClasses(rows, target, parameters.targets());
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
            if (!FurtherStarts.begin(rows, row, starts(row), batch.x(), at)) {
                climb.start(rows.draws(row, "start"), batch.x(), batch.original(), at, batch.length(), epsilon);
            }
            climb.begin(numbers, row, batch.length());
        }
        Floats.put(batch.x(), state);
        targets.rank(admitted);
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
                FurtherStarts.next(rows, row, starts(row));
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
            aim[row] = targets.aim(row);
        }
    }

    private void evaluate(INDArray state) {
        int live = rows.live();
        boolean any = false;
        for (int row = 0; row < live; row++) {
            any |= climbing[row];
        }
        if (!any) {
            rows.offer(state, target.labels(state, rows.all()));
            return;
        }
        Gradient found = target.gradient(state, rows.all(), climbing, aim, loss, parameters.draws());
        rows.offer(state, found.answer());
        Floats.get(found.values(), gradient);
        for (int row = 0; row < live; row++) {
            answered[row] = found.answer().paid(row);
            losses[row] = found.loss(row);
        }
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

    /** Of its own. */
    private long starts(int row) {
        return (long) parameters.restarts() * targets.turns(row);
    }
}
