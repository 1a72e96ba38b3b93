package io.gauntlet.runtime.testplugin;

import io.gauntlet.api.StoppedException;

/** Where plug-in code waits for as long as a test wants it to: while a system property is set, or until it must end. */
final class Hold {
    /** So many searches of each loaded plug-in go on; those that begin later wait. */
    static final String SEARCHES = "gauntlet.test.searches";

    /** Trainings of so many epochs wait. */
    static final String EPOCHS = "gauntlet.test.epochs";

    private Hold() {}

    static void whileSet(String property) {
        while (System.getProperty(property) != null) {
            try {
                Thread.sleep(5);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new StoppedException("It was interrupted while a test held it.");
            }
        }
    }
}
