package io.gauntlet.plugins.attacks.nearest;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.HeapImage;

/**
 * DeepFool over rows. A step looks at all iterates with one forward pass; those that still hold get the rows of the
 * Jacobian that belong to the candidate classes, all from one further pass.
 */
final class DeepFoolSearch implements Search {
    /** Added to each step, as in the authors' program, so that a row that stands on the boundary still moves. */
    private static final double BEYOND = 1e-4;

    /** But no more than this share of the way: samples close to the boundary would end visibly far from it. */
    private static final double BEYOND_SHARE = 0.01;

    private final Rows rows;
    private final Target target;
    private final Geometry geometry;
    private final DeepFool.Parameters parameters;
    private final int candidates;
    private final Batch batch = new Batch();
    /** The sum of a row's steps; not clipped, as in the paper: clipping between steps ends farther out. */
    private final HeapImage way = new HeapImage("way");

    /** Difference of two logits and its gradient, toward the class now looked at and toward the nearest so far. */
    private float[] slope = {};

    private float[] nearest = {};
    private float[] jacobian = {};
    private float[] logits = {};

    DeepFoolSearch(Rows rows, Target target, Geometry geometry, DeepFool.Parameters parameters) {
        this.rows = rows;
        this.target = target;
        this.geometry = geometry;
        this.parameters = parameters;
        candidates = Math.min(parameters.candidates(), target.classes());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        way.load(rows);
        int length = batch.length();
        for (int row : admitted) {
            System.arraycopy(batch.original(), row * length, batch.x(), row * length, length);
            Arrays.fill(way.values(), row * length, (row + 1) * length, 0f);
        }
        way.store(rows);
        Floats.put(batch.x(), state);
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        int live = rows.live();
        Answer answer = target.scores(state, rows.all());
        rows.offer(state, answer);
        // Copied, for the answer does not outlive the next call.
        int[] owner = new int[live];
        boolean any = false;
        logits = logits.length < live * target.classes() ? new float[live * target.classes()] : logits;
        for (int row = 0; row < live; row++) {
            boolean over = !answer.paid(row) || answer.success(row) || rows.iteration()[row] >= parameters.steps();
            owner[row] = over ? -1 : row;
            any |= !over;
            if (over) {
                rows.finish(row);
            } else {
                for (int c = 0; c < target.classes(); c++) {
                    logits[row * target.classes() + c] = answer.logit(row, c);
                }
                if (rows.iteration()[row] == 0) {
                    rank(row);
                }
            }
        }
        if (any) {
            move(state, owner);
        }
    }

    /** Chooses the candidates once, by the clean logits: the label, then the most likely others. */
    private void rank(int row) {
        int classes = target.classes();
        boolean[] taken = new boolean[classes];
        int next = rows.label()[row];
        for (int k = 0; k < candidates; k++) {
            rows.scalar("class " + k)[row] = next;
            taken[next] = true;
            next = -1;
            for (int c = 0; c < classes; c++) {
                if (!taken[c] && (next < 0 || logits[row * classes + c] > logits[row * classes + next])) {
                    next = c;
                }
            }
        }
    }

    private void move(INDArray state, int[] owner) {
        int live = rows.live();
        int[][] classes = new int[live][candidates];
        for (int k = 0; k < candidates; k++) {
            float[] chosen = rows.scalar("class " + k);
            for (int row = 0; row < live; row++) {
                classes[row][k] = (int) chosen[row];
            }
        }
        INDArray values = target.jacobian(state, owner, classes).values();
        int size = Math.toIntExact(values.length());
        jacobian = jacobian.length < size ? new float[size] : jacobian;
        Floats.get(values, jacobian);
        batch.load(rows, state);
        way.load(rows);
        if (slope.length != batch.length()) {
            slope = new float[batch.length()];
            nearest = new float[batch.length()];
        }
        for (int row = 0; row < live; row++) {
            if (owner[row] >= 0) {
                moveRow(row, classes[row]);
            }
        }
        way.store(rows);
        Floats.put(batch.x(), state);
    }

    private void moveRow(int row, int[] classes) {
        double least = Double.POSITIVE_INFINITY;
        for (int k = 1; k < candidates; k++) {
            slope(row, k);
            double dual = geometry.dual(slope, 0, slope.length);
            double distance = dual == 0 ? Double.POSITIVE_INFINITY : Math.abs(gap(row, classes[0], classes[k])) / dual;
            if (distance < least) {
                least = distance;
                System.arraycopy(slope, 0, nearest, 0, slope.length);
            }
        }
        if (Double.isInfinite(least)) {
            // Flat in every direction, or unpaid: there is no way to go.
            rows.finish(row);
            return;
        }
        double gone = geometry.distance(batch.x(), batch.original(), row * batch.length(), batch.length());
        takeStep(row, least + Math.min(BEYOND, BEYOND_SHARE * (gone + least)));
    }

    /** Adds to the way that is not clipped, and shows the model the clipped end of a way a little longer. */
    private void takeStep(int row, double step) {
        int length = batch.length();
        int at = row * length;
        System.arraycopy(way.values(), at, slope, 0, length);
        geometry.ascend(slope, nearest, 0, length, step);
        System.arraycopy(slope, 0, way.values(), at, length);
        for (int i = 0; i < length; i++) {
            double moved = batch.original()[at + i] + (1 + parameters.overshoot()) * slope[i];
            batch.x()[at + i] = (float) Math.min(1, Math.max(0, moved));
        }
    }

    private double gap(int row, int label, int other) {
        int at = row * target.classes();
        return (double) logits[at + label] - logits[at + other];
    }

    private void slope(int row, int candidate) {
        int length = slope.length;
        int own = row * candidates * length;
        int other = own + candidate * length;
        for (int i = 0; i < length; i++) {
            slope[i] = jacobian[other + i] - jacobian[own + i];
        }
    }
}
