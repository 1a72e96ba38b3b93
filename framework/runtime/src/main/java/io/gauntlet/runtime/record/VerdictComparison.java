package io.gauntlet.runtime.record;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

import io.gauntlet.api.Norm;
import io.gauntlet.arena.referee.Outcomes;

/**
 * Compares the recorded verdicts of a match with those that the referee gives today. Distances must be equal. Another
 * CPU may round logits otherwise: a margin may move by {@link #ROUNDING}, and a label may be another one where the
 * margin was no greater than that.
 */
final class VerdictComparison {
    /** How far a margin may be from the recorded one, beside 1 or beside its size where that is greater. */
    static final double ROUNDING = 1e-3;

    /** The share of a randomised model's draws that rounding may turn. */
    private static final double DRAWS = 0.05;

    private final Outcomes recorded;
    private final Outcomes today;
    private final float[] cleanMargin;
    private final List<String> differences = new ArrayList<>();
    private int rounding;

    private VerdictComparison(Outcomes recorded, Outcomes today, float[] cleanMargin) {
        this.recorded = recorded;
        this.today = today;
        this.cleanMargin = cleanMargin;
    }

    /**
     * What was found.
     *
     * @param differences a sentence for each sample that differs
     * @param rounding how many samples have another label or margin by no more than rounding explains
     */
    record Result(List<String> differences, int rounding) {}

    /**
     * Compares.
     *
     * @param recorded the verdicts in the record
     * @param today those computed now, on the same samples
     * @param cleanMargin the margins of the clean samples as computed now, those of the first draw
     */
    static Result of(Outcomes recorded, Outcomes today, float[] cleanMargin) {
        VerdictComparison comparison = new VerdictComparison(recorded, today, cleanMargin);
        for (int i = 0; i < recorded.size(); i++) {
            comparison.sample(i);
        }
        return new Result(List.copyOf(comparison.differences), comparison.rounding);
    }

    private void sample(int i) {
        if (recorded.label()[i] != today.label()[i]) {
            differs(i, "the class is recorded as " + recorded.label()[i] + ", the data set says " + today.label()[i]);
        } else if (recorded.cleanLabel()[i] != today.cleanLabel()[i]) {
            label(i, "the clean sample", recorded.cleanLabel()[i], today.cleanLabel()[i], cleanMargin[i]);
        } else if (distances(i)) {
            answers(i);
        }
    }

    private boolean distances(int i) {
        return distance(i, "linf", recorded.linf(), today.linf())
                && distance(i, "l2", recorded.l2(), today.l2())
                && distance(i, "l1", recorded.l1(), today.l1())
                && distance(i, "l0", recorded.l0(), today.l0())
                && (today.poses() == null
                        || distance(i, "pose", recorded.distances(Norm.POSE), today.distances(Norm.POSE)));
    }

    private boolean distance(int i, String norm, float[] then, float[] now) {
        if (Float.compare(then[i], now[i]) == 0) {
            return true;
        }
        differs(i, "the distance in " + norm + " is recorded as " + then[i] + ", the example's is " + now[i]);
        return false;
    }

    private void answers(int i) {
        float then = recorded.margin()[i];
        float now = today.margin()[i];
        boolean near = Float.compare(then, now) == 0
                || Math.abs((double) now - then) <= ROUNDING * Math.max(1, Math.abs(then));
        if (recorded.adversarialLabel()[i] != today.adversarialLabel()[i]) {
            label(
                    i,
                    "the example",
                    recorded.adversarialLabel()[i],
                    today.adversarialLabel()[i],
                    Math.min(Math.abs(then), Math.abs(now)));
        } else if (!near) {
            differs(i, "the margin is recorded as " + then + ", the model's is " + now);
        } else if (!won(i)) {
            differs(
                    i,
                    String.format(
                            Locale.ROOT,
                            "the attacker's share is recorded as %.2f, the referee's draws give %.2f",
                            recorded.wrong()[i],
                            today.wrong()[i]));
        } else if (survival(i) && (Float.compare(then, now) != 0 || recorded.wrong()[i] != today.wrong()[i])) {
            rounding++;
        }
    }

    /** @return whether what the example does under transformations is exactly as recorded */
    private boolean survival(int i) {
        Set<String> labels = new TreeSet<>(recorded.survives().keySet());
        labels.addAll(today.survives().keySet());
        boolean near = false;
        for (String label : labels) {
            float then = share(recorded, label, i);
            float now = share(today, label, i);
            if (Math.abs((double) now - then) > DRAWS || (then < 0) != (now < 0)) {
                differs(
                        i,
                        String.format(
                                Locale.ROOT,
                                "under '%s' the attacker's share is recorded as %.2f, the referee's draws give %.2f",
                                label,
                                then,
                                now));
                return false;
            }
            near |= then != now;
        }
        rounding += near ? 1 : 0;
        return !near;
    }

    private static float share(Outcomes outcomes, String label, int i) {
        float[] shares = outcomes.survives().get(label);
        return shares == null ? -1 : shares[i];
    }

    /** A model without randomness is beaten or not; where it draws, rounding can turn some draws. */
    private boolean won(int i) {
        return Math.abs(recorded.margin()[i]) <= ROUNDING
                || (near(recorded.wrong()[i], today.wrong()[i])
                        // Older records have no further draws.
                        && (recorded.redrawn() == null || near(recorded.reported(i), today.reported(i))));
    }

    private static boolean near(double then, double now) {
        return then == now || Math.abs(then - now) <= DRAWS;
    }

    private void label(int i, String what, int then, int now, float margin) {
        if (Math.abs(margin) <= ROUNDING) {
            rounding++;
        } else {
            differs(
                    i,
                    "the answer to " + what + " is recorded as " + answer(then) + ", the model answers " + answer(now)
                            + " (margin " + margin + ")");
        }
    }

    private static String answer(int label) {
        return label < 0 ? "a rejection" : Integer.toString(label);
    }

    private void differs(int i, String what) {
        differences.add("sample " + recorded.sample()[i] + ": " + what);
    }
}
