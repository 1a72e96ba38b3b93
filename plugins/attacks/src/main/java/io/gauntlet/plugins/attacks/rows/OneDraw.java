package io.gauntlet.plugins.attacks.rows;

import io.gauntlet.api.attack.Answer;
import io.gauntlet.api.attack.Rows;

/** What one draw of the target says about a candidate: the same as its success, unless the target is randomised. */
public final class OneDraw {
    private OneDraw() {}

    /** Whether a candidate that was paid is a success of its row in the draw that it was answered by. */
    public static boolean won(Rows rows, Answer answer, int candidate) {
        int row = answer.owner(candidate);
        int goal = rows.goal()[row];
        int label = answer.label(candidate);
        return answer.accepted(candidate) && (goal < 0 ? label != rows.label()[row] : label == goal);
    }
}
