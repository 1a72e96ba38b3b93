package io.gauntlet.plugins.attacks.decision;

import io.gauntlet.api.Draws;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.geometry.L2Geometry;

/**
 * The walk. A candidate is drawn in two moves: along the sphere around the sample, and then towards it. How long both
 * are follows how often either keeps the class: the boundary is nearly flat where half of all moves along the sphere do.
 */
final class BoundarySearch extends DecisionSearch {
    /** Every so many steps the move along the sphere is asked too, and both rates are looked at. */
    private static final int EVERY = 10;

    private static final int SPHERICAL_TRIALS = 100;
    private static final int SOURCE_TRIALS = 30;
    private static final double SPHERICAL_MOST = 0.5;
    private static final double SPHERICAL_LEAST = 0.2;
    private static final double SOURCE_MOST = 0.25;
    private static final double SOURCE_LEAST = 0.1;

    private final Boundary.Parameters parameters;
    private final Starts starts;
    private final Geometry geometry = new L2Geometry();
    private final SuccessWindow sphericalTrials = new SuccessWindow("spherical-trials", SPHERICAL_TRIALS);
    private final SuccessWindow sourceTrials = new SuccessWindow("source-trials", SOURCE_TRIALS);
    private float[] walked = {};
    private float[] spherical = {};
    private float[] source = {};

    BoundarySearch(Rows rows, Target target, Boundary.Parameters parameters) {
        super(rows, target);
        this.parameters = parameters;
        starts = new Starts(rows, parameters.noises(), parameters.samples());
    }

    @Override
    void load() {
        starts.load();
        sphericalTrials.load(rows());
        sourceTrials.load(rows());
        walked = rows().scalar("walked");
        spherical = rows().scalar("spherical-step");
        source = rows().scalar("source-step");
    }

    @Override
    void store() {
        starts.store();
    }

    @Override
    void begin(int row, int at) {
        starts.begin(row);
        sphericalTrials.clear(row);
        sourceTrials.clear(row);
        walked[row] = 0;
        spherical[row] = (float) parameters.sphericalStep();
        source[row] = (float) parameters.sourceStep();
    }

    /** The move towards the sample is the first candidate, the one along the sphere the second if it is asked. */
    @Override
    void propose(int row, int at) {
        if (!starts.found(row)) {
            starts.propose(row, original(), probes());
            return;
        }
        int nearer = probes().add(row);
        double distance = geometry.distance(x(), original(), at, length());
        alongSphere(row, at, nearer, distance);
        if (measures(row)) {
            int sphere = probes().add(row);
            System.arraycopy(probes().values(), nearer, probes().values(), sphere, length());
        }
        towardsSample(row, at, nearer, distance);
    }

    private boolean measures(int row) {
        return ((int) walked[row] + 1) % EVERY == 0;
    }

    /** A random direction at right angles to the way to the sample, then back onto the sphere by Pythagoras. */
    private void alongSphere(int row, int at, int into, double distance) {
        float[] moved = probes().values();
        Draws draws = rows().draws(row, "walk");
        double along = 0;
        double squares = 0;
        for (int i = 0; i < length(); i++) {
            double value = draws.gaussian();
            moved[into + i] = (float) value;
            along += value * ((double) x()[at + i] - original()[at + i]);
            squares += value * value;
        }
        along /= distance * distance;
        double across = Math.sqrt(Math.max(Double.MIN_NORMAL, squares - along * along * distance * distance));
        double step = spherical[row];
        double scale = step * distance / across;
        double shrink = 1 / Math.sqrt(step * step + 1);
        for (int i = 0; i < length(); i++) {
            double way = (double) x()[at + i] - original()[at + i];
            double turned = way + scale * (moved[into + i] - along * way);
            moved[into + i] = clip(original()[at + i] + shrink * turned);
        }
    }

    /** Shortens the way to the sample by a share of the distance; what the box has taken off counts too. */
    private void towardsSample(int row, int at, int into, double distance) {
        float[] moved = probes().values();
        double squares = 0;
        for (int i = 0; i < length(); i++) {
            double way = (double) original()[at + i] - moved[into + i];
            squares += way * way;
        }
        double now = Math.sqrt(squares);
        double share = Math.max(0, source[row] * distance + now - distance) / Math.max(Double.MIN_NORMAL, now);
        for (int i = 0; i < length(); i++) {
            double way = (double) original()[at + i] - moved[into + i];
            moved[into + i] = clip(moved[into + i] + share * way);
        }
    }

    private static float clip(double value) {
        return (float) Math.min(1, Math.max(0, value));
    }

    @Override
    void learn(int row, int at, Answer answer, int from, int to) {
        if (!starts.found(row)) {
            starts.learn(row, x(), original(), probes(), answer, from, to);
            return;
        }
        if (answer.success(from)) {
            keep(at, probes().at(from));
        }
        if (to - from == 2) {
            sphericalTrials.add(row, answer.success(from + 1));
            sourceTrials.add(row, answer.success(from));
            adapt(row);
        }
        walked[row]++;
        if (walked[row] >= parameters.steps() || source[row] < parameters.convergence()) {
            rows().finish(row);
        }
    }

    private void keep(int at, int probe) {
        double squares = 0;
        for (int i = 0; i < length(); i++) {
            double way = (double) probes().values()[probe + i] - original()[at + i];
            squares += way * way;
        }
        if (Math.sqrt(squares) < geometry.distance(x(), original(), at, length())) {
            System.arraycopy(probes().values(), probe, x(), at, length());
        }
    }

    private void adapt(int row) {
        float factor = (float) parameters.adaptation();
        if (sphericalTrials.full(row)) {
            double share = sphericalTrials.share(row);
            if (share > SPHERICAL_MOST || share < SPHERICAL_LEAST) {
                float by = share > SPHERICAL_MOST ? factor : 1 / factor;
                spherical[row] *= by;
                source[row] *= by;
                sphericalTrials.clear(row);
            }
        }
        if (sourceTrials.full(row)) {
            double share = sourceTrials.share(row);
            if (share > SOURCE_MOST || share < SOURCE_LEAST) {
                source[row] *= share > SOURCE_MOST ? factor : 1 / factor;
                sourceTrials.clear(row);
            }
        }
    }
}
