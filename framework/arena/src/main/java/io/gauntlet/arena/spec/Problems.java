package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

import io.gauntlet.arena.InvalidInputException;

/** What is wrong with a spec, so far. */
final class Problems {
    /** More than this at once helps nobody. */
    private static final int MOST_SHOWN = 20;

    private record Problem(int line, String text) {}

    private final String fileName;
    private final List<Problem> problems = new ArrayList<>();

    /** Of a file. */
    Problems(String fileName) {
        this.fileName = fileName;
    }

    /** Adds a sentence; line 0 and an empty path mean the whole file. */
    void add(int line, String path, String sentence) {
        String where = fileName + (line > 0 ? ", line " + line : "") + (path.isEmpty() ? "" : ", " + path);
        problems.add(new Problem(line, where + ": " + sentence));
    }

    /** Throws when there is a problem. @throws InvalidInputException with one line for each problem, in file order */
    void check() {
        if (problems.isEmpty()) {
            return;
        }
        String text = problems.stream()
                .sorted(Comparator.comparingInt(Problem::line))
                .limit(MOST_SHOWN)
                .map(Problem::text)
                .collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_SHOWN;
        throw new InvalidInputException(
                more > 0 ? text + "\n" + fileName + ": There are " + more + " more problems." : text);
    }
}
