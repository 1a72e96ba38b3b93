package io.gauntlet.plugins.attacks.saliency;

import java.util.Arrays;

import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Floats;
import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Gradient;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Search;
import io.gauntlet.api.attack.Target;
import io.gauntlet.api.model.Output;
import io.gauntlet.plugins.attacks.geometry.Geometry;
import io.gauntlet.plugins.attacks.rows.Batch;
import io.gauntlet.plugins.attacks.rows.NearestClasses;

/**
 * The saliency map attack over rows. A step looks at all iterates with the derivative of the logit aimed at; those that
 * go on get that of the sum of the others, and then change the values chosen.
 */
final class JsmaSearch implements Search {
    private final Rows rows;
    private final Target target;
    private final Geometry geometry;
    private final Jsma.Parameters parameters;
    private final NearestClasses targets;
    private final SaliencyMap map;
    private final Batch batch = new Batch();
    private float[] aimed = {};
    private float[] others = {};
    private int[] aims = {};
    private int[] owner = {};

    JsmaSearch(Rows rows, Target target, Geometry geometry, Jsma.Parameters parameters) {
        this.rows = rows;
        this.target = target;
        this.geometry = geometry;
        this.parameters = parameters;
        targets = new NearestClasses(rows, target, parameters.targets());
        map = new SaliencyMap(Math.toIntExact(Arrays.stream(target.shape()).reduce(1, Math::multiplyExact)));
    }

    private static float aimedLogit(Output output, int label, int goal, Output gradient) {
        gradient.logits()[goal] = 1f;
        return output.logits()[goal];
    }

    private static float otherLogits(Output output, int label, int goal, Output gradient) {
        float sum = 0;
        for (int c = 0; c < output.logits().length; c++) {
            if (c != goal) {
                gradient.logits()[c] = 1f;
                sum += output.logits()[c];
            }
        }
        return sum;
    }

    @Override
    public void admit(int[] admitted) {
        INDArray state = rows.image("x");
        batch.load(rows, state);
        for (int row : admitted) {
            int at = row * batch.length();
            System.arraycopy(batch.original(), at, batch.x(), at, batch.length());
            if (rows.restart()[row] == 0) {
                rows.scalar("fewest")[row] = Float.POSITIVE_INFINITY;
            }
        }
        Floats.put(batch.x(), state);
        targets.rank(admitted);
    }

    @Override
    public void step() {
        INDArray state = rows.image("x");
        int live = rows.live();
        aims = aims.length < live ? new int[live] : aims;
        for (int row = 0; row < live; row++) {
            aims[row] = targets.aim(row);
        }
        batch.load(rows, state);
        Gradient found = target.gradient(state, rows.all(), null, aims, JsmaSearch::aimedLogit, 1);
        rows.offer(state, found.answer());
        aimed = copied(found.values(), aimed);
        if (chooseWhoGoesOn(found.answer())) {
            Gradient lowered = target.gradient(state, owner, null, aims, JsmaSearch::otherLogits, 1);
            others = copied(lowered.values(), others);
            for (int row = 0; row < live; row++) {
                if (owner[row] >= 0 && lowered.answer().paid(row) && !change(row)) {
                    end(row);
                }
            }
            Floats.put(batch.x(), state);
        }
    }

    private static float[] copied(INDArray values, float[] into) {
        int length = Math.toIntExact(values.length());
        float[] copy = into.length < length ? new float[length] : into;
        Floats.get(values, copy);
        return copy;
    }

    /** A start ends with a success, and where more changes are not allowed or would not be the fewest. */
    private boolean chooseWhoGoesOn(Answer answer) {
        int live = rows.live();
        owner = owner.length == live ? owner : new int[live];
        boolean any = false;
        for (int row = 0; row < live; row++) {
            owner[row] = -1;
            if (!answer.paid(row)) {
                continue;
            }
            double changed = geometry.distance(batch.x(), batch.original(), row * batch.length(), batch.length());
            float[] fewest = rows.scalar("fewest");
            if (answer.success(row)) {
                fewest[row] = (float) Math.min(fewest[row], changed);
            }
            double allowed = Math.min(Math.floor(parameters.share() * batch.length()), fewest[row] - 1);
            if (answer.success(row) || changed + (parameters.pairs() ? 2 : 1) > allowed) {
                end(row);
            } else {
                owner[row] = row;
                any = true;
            }
        }
        return any;
    }

    /** Changes the values that the map names, or returns false where it names none. */
    private boolean change(int row) {
        int at = row * batch.length();
        float[] x = batch.x();
        double direction = Math.signum(parameters.theta());
        for (int i = 0; i < batch.length(); i++) {
            if (direction > 0 ? x[at + i] < 1 : x[at + i] > 0) {
                map.set(i, direction * aimed[at + i], -direction * others[at + i]);
            } else {
                map.close(i);
            }
        }
        int[] chosen = parameters.pairs() ? map.bestPair() : map.best();
        for (int i : chosen) {
            x[at + i] = (float) Math.min(1, Math.max(0, x[at + i] + parameters.theta()));
        }
        return chosen.length > 0;
    }

    private void end(int row) {
        if (rows.restart()[row] + 1 < targets.turns(row)) {
            rows.restart(row);
        } else {
            rows.finish(row);
        }
    }
}
