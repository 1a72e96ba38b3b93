package io.gauntlet.bench;

/** Says in one sentence what a person has to do so that something can be measured. */
public final class BenchException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final boolean mistake;

    private BenchException(String sentence, boolean mistake) {
        super(sentence);
        this.mistake = mistake;
    }

    /** What was asked cannot be. */
    public static BenchException mistake(String sentence) {
        return new BenchException(sentence, true);
    }

    /** It should have worked. */
    public static BenchException failure(String sentence) {
        return new BenchException(sentence, false);
    }

    /** Whether the user asked for what cannot be. */
    public boolean isMistake() {
        return mistake;
    }
}
