package io.gauntlet.arena.spec;

import java.util.List;

import io.gauntlet.arena.InvalidInputException;

/** A spec is wrong. The message has a line for each problem; forms want each at its place. */
public final class InvalidSpecException extends InvalidInputException {
    private static final long serialVersionUID = 1L;

    /** Lost when serialised: the message says it all. */
    private final transient List<SpecProblem> problems;

    InvalidSpecException(String message, List<SpecProblem> problems) {
        super(message);
        this.problems = List.copyOf(problems);
    }

    /** What is wrong, in the order of the spec; none that is not in the message. */
    public List<SpecProblem> problems() {
        return problems;
    }
}
