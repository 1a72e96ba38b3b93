package io.gauntlet.arena.event;

import java.util.List;
import java.util.UUID;

import io.gauntlet.arena.event.Event.BaseModel;

/**
 * How a defender came from an earlier one, which was beaten: its defense learns again, beginning with the weights of that
 * model, on the train split and on examples that beat it and those before it. None of them is of the test split.
 *
 * @param round the first in which it plays
 * @param former the model that it begins with
 * @param lessons the examples, the oldest first
 */
public record Adaptation(int round, BaseModel former, List<Lesson> lessons) {
    /**
     * The examples of a match on the attackers' split.
     *
     * @param match its id
     * @param examples SHA-256 of their artifact
     * @param outcomes SHA-256 of the verdicts' artifact, which tells those that beat the model from the others
     */
    public record Lesson(UUID match, String examples, String outcomes) {}

    /** Copies the list. */
    public Adaptation {
        lessons = List.copyOf(lessons);
    }
}
