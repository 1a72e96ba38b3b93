package io.gauntlet.plugins.attacks.rows;

import java.util.Arrays;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;
import io.gauntlet.api.attack.Target;

/**
 * The wrong classes that starts of an untargeted search aim at in turn: those that the clean sample makes most likely,
 * the likeliest first. Where the match gives a class, starts aim at that one alone.
 */
public final class NearestClasses {
    private final Rows rows;
    private final Target target;
    private final int count;

    /** @param most how many classes to aim at; 0 aims at none in particular. There are never more than wrong classes */
    public NearestClasses(Rows rows, Target target, int most) {
        this.rows = rows;
        this.target = target;
        count = Math.min(most, target.classes() - 1);
    }

    /** Asks once for each sample, one query, which classes are the nearest; restarts remember. */
    public void rank(int[] admitted) {
        if (count == 0) {
            return;
        }
        int[] owners = new int[rows.live()];
        Arrays.fill(owners, -1);
        boolean any = false;
        for (int row : admitted) {
            if (rows.restart()[row] == 0 && rows.goal()[row] < 0) {
                owners[row] = row;
                any = true;
            }
        }
        if (any) {
            Answer answer = target.scores(rows.original(), owners);
            for (int row : admitted) {
                rank(answer, row);
            }
        }
    }

    private void rank(Answer answer, int row) {
        if (!answer.paid(row)) {
            return;
        }
        boolean[] taken = new boolean[target.classes()];
        taken[rows.label()[row]] = true;
        for (int k = 0; k < count; k++) {
            int greatest = -1;
            for (int c = 0; c < taken.length; c++) {
                if (!taken[c] && (greatest < 0 || answer.logit(row, c) > answer.logit(row, greatest))) {
                    greatest = c;
                }
            }
            taken[greatest] = true;
            rows.scalar(name(k))[row] = greatest;
        }
    }

    private static String name(int k) {
        return "target-" + k;
    }

    /** Whether starts of a row aim at the nearest classes in turn. */
    private boolean choosing(int row) {
        return count > 0 && rows.goal()[row] < 0;
    }

    /** How many starts it takes to aim at each class once. */
    public int turns(int row) {
        return choosing(row) ? count : 1;
    }

    /** The class that a row's present start aims at, or -1. */
    public int aim(int row) {
        return choosing(row) ? (int) rows.scalar(name(rows.restart()[row] % count))[row] : rows.goal()[row];
    }

    /** Whether the present start is the first that aims at its class. */
    public boolean first(int row) {
        return rows.restart()[row] < turns(row);
    }
}
