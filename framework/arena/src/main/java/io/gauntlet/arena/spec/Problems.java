package io.gauntlet.arena.spec;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;

/** What is wrong with a spec, so far. */
final class Problems {
    /** More than this at once helps nobody. */
    private static final int MOST_SHOWN = 20;

    private final String fileName;
    private final List<SpecProblem> problems = new ArrayList<>();

    /** Of a file. */
    Problems(String fileName) {
        this.fileName = fileName;
    }

    /** Adds a sentence; line 0 and an empty path mean the whole file. */
    void add(int line, String path, String sentence) {
        problems.add(new SpecProblem(line, path, sentence));
    }

    /** Throws when there is a problem. @throws InvalidSpecException with one line for each problem, in file order */
    void check() {
        if (problems.isEmpty()) {
            return;
        }
        List<SpecProblem> shown = problems.stream()
                .sorted(Comparator.comparingInt(SpecProblem::line))
                .limit(MOST_SHOWN)
                .toList();
        String text = shown.stream().map(problem -> problem.in(fileName)).collect(Collectors.joining("\n"));
        int more = problems.size() - MOST_SHOWN;
        throw new InvalidSpecException(
                more > 0 ? text + "\n" + fileName + ": There are " + more + " more problems." : text, shown);
    }
}
