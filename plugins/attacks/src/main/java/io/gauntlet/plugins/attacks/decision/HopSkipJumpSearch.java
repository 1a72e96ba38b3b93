package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/**
 * HopSkipJump over rows, each in a phase of its own: find a start, return to the boundary, probe around the point there,
 * step in the direction estimated, return, and so on. Long phases ask a part of their points in each step.
 */
final class HopSkipJumpSearch extends DecisionSearch {
    private static final int STARTING = 0;
    private static final int RETURNING = 1;
    private static final int PROBING = 2;
    private static final int STEPPING = 3;

    /** Probes that a row asks in one step; rows of a block together ask enough to fill its batches. */
    private static final int TOGETHER = 64;

    /** Of the first estimate, far from the boundary's details. */
    private static final double FIRST_REACH = 0.1;

    private static final int HALVINGS = 20;
    private static final int GRID = 20;
    /** The shortest step of the grid is the distance over ten to this power. */
    private static final double DECADES = 4;

    private final HopSkipJump.Parameters parameters;
    private final Approach approach;
    private final Starts starts;
    private final Steps steps;
    private final GradientEstimate estimate = new GradientEstimate();
    private final HeapImage direction = new HeapImage("direction");
    private float[] points = {};
    private float[] middle = {};
    private float[] around = {};
    private float[] phase = {};
    private float[] round = {};
    private float[] distance = {};
    private float[] before = {};
    private float[] halvings = {};

    HopSkipJumpSearch(Rows rows, Target target, Approach approach, HopSkipJump.Parameters parameters) {
        super(rows, target);
        this.parameters = parameters;
        this.approach = approach;
        starts = new Starts(rows, parameters.noises(), parameters.samples(), approach.geometry());
        steps = new Steps(parameters.stepSearch() == HopSkipJump.StepSearch.GRID ? GRID : 1);
    }

    @Override
    void load() {
        starts.load();
        estimate.load(rows());
        steps.load(rows());
        direction.load(rows());
        phase = rows().scalar("phase");
        round = rows().scalar("round");
        distance = rows().scalar("distance");
        before = rows().scalar("distance-before");
        halvings = rows().scalar("halvings");
        if (points.length < x().length) {
            points = new float[x().length];
            middle = new float[length()];
            around = new float[length()];
        }
    }

    @Override
    void store() {
        starts.store();
        estimate.store(rows());
        direction.store(rows());
    }

    @Override
    void begin(int row, int at) {
        starts.begin(row);
        phase[row] = STARTING;
        round[row] = 0;
    }

    @Override
    void propose(int row, int at) {
        switch ((int) phase[row]) {
            case STARTING -> starts.propose(row, original(), probes());
            case RETURNING -> proposeReturn(row, at);
            case PROBING -> proposeProbes(row, at);
            default -> proposeSteps(row, at);
        }
    }

    @Override
    void learn(int row, int at, Answer answer, int from, int to) {
        switch ((int) phase[row]) {
            case STARTING -> {
                starts.learn(row, x(), original(), probes(), answer, from, to);
                if (starts.found(row)) {
                    steps.clear(row);
                    steps.take(row, 0, 0);
                    beginReturn(row, at);
                }
            }
            case RETURNING -> learnReturn(row, at, answer, from);
            case PROBING -> learnProbes(row, at, answer, from, to);
            default -> learnSteps(row, at, answer, from);
        }
    }

    /** Writes the point that a step leads to, in the box. */
    private void stepped(int at, double step, float[] into, int intoAt) {
        float[] x = x();
        float[] along = direction.values();
        for (int i = 0; i < length(); i++) {
            double moved = x[at + i] + step * along[at + i];
            into[intoAt + i] = (float) Math.min(1, Math.max(0, moved));
        }
    }

    private void beginReturn(int row, int at) {
        for (int k = 0; k < steps.count(); k++) {
            if (steps.taken(row, k)) {
                stepped(at, steps.length(row, k), points, at);
                double size = approach.geometry().distance(points, original(), at, length());
                double tolerance = approach.tolerance(size, parameters.gamma(), length());
                steps.enclose(row, k, approach.farthest(size), tolerance);
            }
        }
        phase[row] = RETURNING;
        if (!steps.anyOpen(row)) {
            endReturn(row, at);
        }
    }

    private void proposeReturn(int row, int at) {
        for (int k = 0; k < steps.count(); k++) {
            if (steps.open(row, k)) {
                int probe = probes().add(row);
                stepped(at, steps.length(row, k), probes().values(), probe);
                approach.bring(probes().values(), probe, original(), at, length(), steps.middle(row, k));
            }
        }
    }

    private void learnReturn(int row, int at, Answer answer, int from) {
        int probe = from;
        for (int k = 0; k < steps.count(); k++) {
            if (steps.open(row, k)) {
                steps.narrow(row, k, answer.success(probe++));
            }
        }
        if (!steps.anyOpen(row)) {
            endReturn(row, at);
        }
    }

    /** Goes on from the point that is the nearest once it is brought back. */
    private void endReturn(int row, int at) {
        int best = 0;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < steps.count(); k++) {
            if (steps.taken(row, k)) {
                stepped(at, steps.length(row, k), points, at);
                approach.bring(points, at, original(), at, length(), steps.nearest(row, k));
                double size = approach.geometry().distance(points, original(), at, length());
                best = size < least ? k : best;
                least = Math.min(least, size);
            }
        }
        stepped(at, steps.length(row, best), points, at);
        before[row] = (float) approach.geometry().distance(points, original(), at, length());
        approach.bring(points, at, original(), at, length(), steps.nearest(row, best));
        System.arraycopy(points, at, x(), at, length());
        distance[row] = (float) least;
        beginProbes(row, at);
    }

    private void beginProbes(int row, int at) {
        round[row]++;
        if (round[row] > parameters.iterations()) {
            starts.end(row);
            return;
        }
        estimate.begin(row, at, length());
        phase[row] = PROBING;
    }

    private double reach(int row) {
        return round[row] == 1 ? FIRST_REACH : approach.reach(before[row], parameters.gamma(), length());
    }

    private void proposeProbes(int row, int at) {
        Draws draws = rows().draws(row, "probes");
        double reach = reach(row);
        System.arraycopy(x(), at, middle, 0, length());
        int left = probesOfRound(row) - estimate.asked(row);
        for (int n = Math.min(left, TOGETHER); n > 0; n--) {
            int probe = probes().add(row);
            approach.draw(draws, around, length());
            around(reach / Math.sqrt(Math.max(Double.MIN_NORMAL, Sums.product(around, around, length()))));
            System.arraycopy(around, 0, probes().values(), probe, length());
        }
    }

    /** Turns a direction into a point around the middle, in the box. */
    private void around(double scale) {
        float by = (float) scale;
        for (int i = 0; i < length(); i++) {
            around[i] = Math.min(1f, Math.max(0f, middle[i] + by * around[i]));
        }
    }

    private int probesOfRound(int row) {
        return (int) Math.min(parameters.mostProbes(), parameters.firstProbes() * Math.sqrt(round[row]));
    }

    private void learnProbes(int row, int at, Answer answer, int from, int to) {
        estimate.open(row, x(), at, length());
        for (int i = from; i < to; i++) {
            estimate.add(row, probes().values(), probes().at(i), answer.success(i));
        }
        estimate.close(at);
        if (estimate.asked(row) == probesOfRound(row)) {
            estimate.direction(row, at, length(), direction.values());
            approach.direct(direction.values(), at, length());
            halvings[row] = 0;
            phase[row] = STEPPING;
        }
    }

    private void proposeSteps(int row, int at) {
        for (int k = 0; k < steps.count(); k++) {
            int probe = probes().add(row);
            stepped(at, lengthToTry(row, k), probes().values(), probe);
        }
    }

    private double lengthToTry(int row, int k) {
        return steps.count() == 1
                ? Math.scalb(distance[row] / Math.sqrt(round[row]), -(int) halvings[row])
                : distance[row] * Math.pow(10, DECADES * k / (steps.count() - 1) - DECADES);
    }

    private void learnSteps(int row, int at, Answer answer, int from) {
        steps.clear(row);
        for (int k = 0; k < steps.count(); k++) {
            if (answer.success(from + k)) {
                steps.take(row, k, lengthToTry(row, k));
            }
        }
        if (steps.any(row)) {
            beginReturn(row, at);
        } else if (steps.count() > 1 || ++halvings[row] > HALVINGS) {
            beginProbes(row, at);
        }
    }
}
