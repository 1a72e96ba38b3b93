package io.gauntlet.arena.event;

import java.util.List;

import io.gauntlet.arena.spec.Mode;
import io.gauntlet.arena.spec.OnCrash;

/**
 * How a tournament's matches follow each other.
 *
 * @param mode how much of the grid is played
 * @param onCrash what becomes of the tournament when a plug-in fails
 * @param order the attackers' labels in the order in which they play; attackers that are not named play before all others
 */
public record Schedule(Mode mode, OnCrash onCrash, List<String> order) {
    /** In records of before there was a choice: the whole grid, in the order of the plan. */
    public static final Schedule PLAIN = new Schedule(Mode.MATRIX, OnCrash.FORFEIT, List.of());

    /** Copies the list. */
    public Schedule {
        order = List.copyOf(order);
    }
}
