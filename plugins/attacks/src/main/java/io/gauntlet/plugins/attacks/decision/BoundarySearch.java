package io.gauntlet.plugins.attacks.decision;

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
    private final WalkStep step = new WalkStep();
    private float[] walked = {};
    private float[] distance = {};
    private float[] rest = {};
    private float[] spherical = {};
    private float[] source = {};

    BoundarySearch(Rows rows, Target target, Boundary.Parameters parameters) {
        super(rows, target);
        this.parameters = parameters;
        starts = new Starts(rows, parameters.noises(), parameters.samples(), geometry);
    }

    @Override
    void load() {
        starts.load();
        sphericalTrials.load(rows());
        sourceTrials.load(rows());
        walked = rows().scalar("walked");
        distance = rows().scalar("distance");
        rest = rows().scalar("distance-rest");
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
        step.draw(rows().draws(row, "walk"), x(), original(), at, length(), distance(row));
        step.alongSphere(spherical[row]);
        if (measures(row)) {
            int sphere = probes().add(row);
            System.arraycopy(step.moved(), 0, probes().values(), sphere, length());
        }
        step.towardsSample(source[row]);
        System.arraycopy(step.moved(), 0, probes().values(), nearer, length());
    }

    private boolean measures(int row) {
        return ((int) walked[row] + 1) % EVERY == 0;
    }

    /** More exactly than a float: the steps towards the sample become as small a share of it as floats can say. */
    private double distance(int row) {
        return (double) distance[row] + rest[row];
    }

    private void reach(int row, double now) {
        distance[row] = (float) now;
        rest[row] = (float) (now - distance[row]);
    }

    @Override
    void learn(int row, int at, Answer answer, int from, int to) {
        if (!starts.found(row)) {
            starts.learn(row, x(), original(), probes(), answer, from, to);
            if (starts.found(row)) {
                reach(row, geometry.distance(x(), original(), at, length()));
            }
            return;
        }
        if (answer.success(from)) {
            keep(row, at, probes().at(from));
        }
        if (to - from == 2) {
            sphericalTrials.add(row, answer.success(from + 1));
            sourceTrials.add(row, answer.success(from));
            adapt(row);
        }
        walked[row]++;
        if (walked[row] >= parameters.steps() || source[row] < parameters.convergence()) {
            starts.end(row);
        }
    }

    private void keep(int row, int at, int probe) {
        double now = Sums.distance(probes().values(), probe, original(), at, length());
        if (now < distance(row)) {
            System.arraycopy(probes().values(), probe, x(), at, length());
            reach(row, now);
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
