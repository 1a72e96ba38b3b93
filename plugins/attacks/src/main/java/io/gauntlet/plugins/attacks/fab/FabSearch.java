package io.gauntlet.plugins.attacks.fab;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Draws;
import io.gauntlet.api.Floats;
import io.gauntlet.api.Norm;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.plugins.attacks.geometry.Corners;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.HeapImage;
import io.gauntlet.plugins.attacks.rows.NearestClasses;
import io.gauntlet.plugins.attacks.rows.ScoreLoss;

/**
 * The fast adaptive boundary attack over rows: a step towards the linearised boundary, biased towards the sample, and a
 * step back wherever it succeeded; after the last start of a row, the final search.
 */
final class FabSearch implements Search {
    /** Of the authors' program: two changes of no size have the same size. */
    private static final double LEAST_SIZE = 1e-8;

    private final Rows rows;
    private final Target target;
    private final Fab.Parameters parameters;
    private final Geometry geometry;
    private final HyperplaneProjection projection;
    private final NearestClasses targets;
    private final Boundaries boundaries;
    private final FinalSearch finalSearch;
    private final ScoreLoss margins;
    private final Batch batch = new Batch();
    private final HeapImage best = new HeapImage("best");
    private int[] owner = {};
    private float[] normal = {};
    private float[] iterate = {};
    private float[] sample = {};
    private float[] fromIterate = {};
    private float[] fromSample = {};
    private float[] zero = {};

    FabSearch(Rows rows, Target target, Fab.Parameters parameters, Geometry geometry) {
        this.rows = rows;
        this.target = target;
        this.parameters = parameters;
        this.geometry = geometry;
        projection = HyperplaneProjection.of(rows.threatModel().norm());
        targets = new NearestClasses(rows, target, parameters.targets());
        boolean aimed = parameters.targets() > 0 || rows.threatModel().goal().targeted();
        boundaries = aimed ? new AimedBoundary(rows, target, targets) : new NearestBoundary(rows, target, geometry);
        finalSearch = new FinalSearch(rows);
        margins = new ScoreLoss(Losses.margin(), target.classes());
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        for (int row : admitted) {
            int at = row * batch.length();
            if (rows.restart()[row] == 0) {
                rows.scalar("distance")[row] = Float.POSITIVE_INFINITY;
            }
            System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            if (!targets.first(row)) {
                drawStart(row, at);
            }
        }
        Floats.put(batch.x(), state);
        targets.rank(admitted);
    }

    /** On a sphere around the sample, half as large as epsilon or as the nearest success so far. */
    private void drawStart(int row, int at) {
        Draws draws = rows.draws(row, "start");
        boolean cube = rows.threatModel().norm() == Norm.LINF;
        float[] x = batch.x();
        float[] original = batch.original();
        int length = batch.length();
        for (int i = at; i < at + length; i++) {
            x[i] += (float) (cube ? draws.uniform(-1, 1) : draws.gaussian());
        }
        double radius = Math.min(rows.threatModel().epsilon(), rows.scalar("distance")[row]);
        radius = Math.min(radius, Corners.farthest(geometry, original, at, length));
        double drawn = geometry.distance(x, original, at, length);
        double scale = drawn == 0 ? 0 : radius / 2 / drawn;
        for (int i = at; i < at + length; i++) {
            x[i] = clipped(original[i] + scale * ((double) x[i] - original[i]));
        }
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        boolean searching = chooseOwners();
        batch.load(rows, state);
        best.load(rows);
        if (searching) {
            Answer answer = boundaries.look(state, owner);
            rows.offer(state, answer);
            take(answer);
        }
        sizeBuffers();
        for (int row = 0; row < rows.live(); row++) {
            if (finishing(row)) {
                interpolate(row);
            } else if (owner[row] >= 0) {
                move(row);
            }
        }
        Floats.put(batch.x(), state);
        Answer answer = target.scores(state, rows.all());
        rows.offer(state, answer);
        for (int row = 0; row < rows.live(); row++) {
            if (answer.paid(row)) {
                judge(row, answer);
                next(row);
            }
        }
        best.store(rows);
        Floats.put(batch.x(), state);
    }

    /** Whether a row has done its iterations and is in the final search. */
    private boolean finishing(int row) {
        return rows.iteration()[row] >= parameters.iterations();
    }

    private boolean chooseOwners() {
        int live = rows.live();
        owner = owner.length == live ? owner : new int[live];
        boolean any = false;
        for (int row = 0; row < live; row++) {
            owner[row] = finishing(row) ? -1 : row;
            any |= owner[row] >= 0;
        }
        return any;
    }

    private void sizeBuffers() {
        int length = batch.length();
        if (normal.length != length) {
            normal = new float[length];
            iterate = new float[length];
            sample = new float[length];
            fromIterate = new float[length];
            fromSample = new float[length];
            zero = new float[length];
        }
    }

    /** Notes what the look from the iterates showed: they may be successes, and the first of them is the sample. */
    private void take(Answer answer) {
        for (int row = 0; row < rows.live(); row++) {
            if (owner[row] >= 0 && !answer.paid(row)) {
                owner[row] = -1;
            } else if (owner[row] >= 0) {
                if (rows.iteration()[row] == 0 && rows.restart()[row] == 0) {
                    rows.scalar("clean-margin")[row] = margin(answer, row);
                }
                if (answer.success(row)) {
                    keep(row, answer);
                }
            }
        }
    }

    private float margin(Answer answer, int row) {
        return margins.of(answer, row, rows.label()[row], rows.goal()[row]);
    }

    private void keep(int row, Answer answer) {
        int at = row * batch.length();
        double distance = geometry.distance(batch.x(), batch.original(), at, batch.length());
        if (distance < rows.scalar("distance")[row]) {
            rows.scalar("distance")[row] = (float) distance;
            rows.scalar("best-margin")[row] = margin(answer, row);
            System.arraycopy(batch.x(), at, best.values(), at, batch.length());
        }
    }

    /**
     * Croce and Hein 2020, equation 9: both the iterate and the sample step a little beyond their projections onto the
     * boundary, and the farther the iterate's has to go, the more the sample's counts.
     */
    private void move(int row) {
        int length = batch.length();
        int at = row * length;
        // On rows of their own, at the same places in all arrays, loops are done with many values at once.
        System.arraycopy(batch.x(), at, iterate, 0, length);
        System.arraycopy(batch.original(), at, sample, 0, length);
        double difference = boundaries.boundary(row, normal);
        projection.change(iterate, 0, normal, -difference, fromIterate);
        projection.change(sample, 0, normal, lead() - difference, fromSample);
        double iterateSize = Math.max(LEAST_SIZE, geometry.distance(fromIterate, zero, 0, length));
        double sampleSize = Math.max(LEAST_SIZE, geometry.distance(fromSample, zero, 0, length));
        step((float) Math.min(parameters.alphaMax(), iterateSize / (iterateSize + sampleSize)));
        System.arraycopy(iterate, 0, batch.x(), at, length);
    }

    /** How much the linearised function gains on the way from the sample to the iterate. */
    private double lead() {
        double even = 0;
        double odd = 0;
        int last = normal.length - 1;
        // Two sums that do not wait for each other.
        for (int i = 0; i < last; i += 2) {
            even += normal[i] * (double) (iterate[i] - sample[i]);
            odd += normal[i + 1] * (double) (iterate[i + 1] - sample[i + 1]);
        }
        if (last % 2 == 0) {
            even += normal[last] * (double) (iterate[last] - sample[last]);
        }
        return even + odd;
    }

    /** In floats, as the authors' program. */
    private void step(float bias) {
        float overshoot = (float) parameters.eta();
        float rest = 1 - bias;
        for (int i = 0; i < iterate.length; i++) {
            float ahead = iterate[i] + overshoot * fromIterate[i];
            float home = sample[i] + overshoot * fromSample[i];
            iterate[i] = Math.min(1f, Math.max(0f, rest * ahead + bias * home));
        }
    }

    private void interpolate(int row) {
        int at = row * batch.length();
        double share = finalSearch.share(row);
        for (int i = at; i < at + batch.length(); i++) {
            double original = batch.original()[i];
            batch.x()[i] = clipped(original + share * (best.values()[i] - original));
        }
    }

    private void judge(int row, Answer answer) {
        boolean success = answer.success(row);
        if (finishing(row)) {
            double margin = margin(answer, row);
            finalSearch.narrow(row, finalSearch.share(row), success, margin);
        } else if (success) {
            keep(row, answer);
            back(batch.x(), batch.original(), row * batch.length(), batch.length(), (float) parameters.beta());
        }
    }

    private static void back(float[] x, float[] original, int at, int length, float beta) {
        for (int i = at; i < at + length; i++) {
            x[i] = original[i] + beta * (x[i] - original[i]);
        }
    }

    /** After a start's last iteration: another start, the final search, or the end. */
    private void next(int row) {
        int done = rows.iteration()[row] + 1;
        if (done < parameters.iterations()) {
            return;
        }
        long starts = (long) parameters.restarts() * targets.turns(row);
        if (rows.restart()[row] + 1 < starts) {
            rows.restart(row);
        } else if (done == parameters.iterations() + parameters.finalSteps()
                || Float.isInfinite(rows.scalar("distance")[row])) {
            rows.finish(row);
        } else if (done == parameters.iterations()) {
            finalSearch.begin(row, rows.scalar("clean-margin")[row], rows.scalar("best-margin")[row]);
        }
    }

    private static float clipped(double value) {
        return (float) Math.min(1, Math.max(0, value));
    }
}
