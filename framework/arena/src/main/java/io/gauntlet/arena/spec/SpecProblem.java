package io.gauntlet.arena.spec;

/**
 * One thing that is wrong with a spec.
 *
 * @param line from 1; 0 for the whole file
 * @param path of the value, such as {@code attackers[0].params.steps}, counted from 0; empty for the whole file
 * @param sentence what was found there and what is allowed
 */
public record SpecProblem(int line, String path, String sentence) {
    /** With its place, as a line of a message. */
    String in(String fileName) {
        return fileName + (line > 0 ? ", line " + line : "") + (path.isEmpty() ? "" : ", " + path) + ": " + sentence;
    }
}
