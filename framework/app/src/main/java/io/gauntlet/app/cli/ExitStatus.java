package io.gauntlet.app.cli;

/** With what a command ends. */
final class ExitStatus {
    /** It did what was asked. */
    static final int DONE = 0;

    /** It could not. */
    static final int FAILED = 1;

    /** What was asked cannot be. */
    static final int MISTAKE = 2;

    private ExitStatus() {}
}
