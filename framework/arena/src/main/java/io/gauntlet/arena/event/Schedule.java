package io.gauntlet.arena.event;

import java.util.List;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import org.jspecify.annotations.Nullable;

import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;
import io.gauntlet.arena.spec.Rules;

/**
 * How a tournament's matches follow each other.
 *
 * @param mode how much of the grid is played
 * @param onCrash what becomes of the tournament when a plug-in fails
 * @param order the attackers' labels in the order in which they play; attackers that are not named play before all others
 * @param earlyStop how narrow the interval of a defender's robust accuracy must be before its cells stop; null, and not
 *     written, when they never do
 */
public record Schedule(
        Mode mode,
        OnCrash onCrash,
        List<String> order,

        @JsonProperty(required = false) @JsonInclude(JsonInclude.Include.NON_NULL) @Nullable
        Double earlyStop) {
    /** In records of before there was a choice: the whole grid, in the order of the plan. */
    public static final Schedule PLAIN = new Schedule(Mode.MATRIX, OnCrash.FORFEIT, List.of(), null);

    /** Copies the list. */
    public Schedule {
        order = List.copyOf(order);
    }

    /** The rules without the order. */
    public Rules rules() {
        return new Rules(mode, onCrash, earlyStop);
    }
}
