package io.gauntlet.runtime.testplugin;

import io.gauntlet.api.StoppedException;

/** Where plug-in code waits for as long as a test wants it to: while a system property is set, or until it must end. */
final class Hold {
    /** So many searches of each loaded plug-in go on; those that begin later wait. */
    static final String SEARCHES = "gauntlet.test.searches";

    /** The search of this number waits, the first being 1; others of the loaded plug-in go on. */
    static final String SEARCH = "gauntlet.test.search";

    /** Trainings of so many epochs wait. */
    static final String EPOCHS = "gauntlet.test.epochs";

    private Hold() {}

    /** Holds the search of this number where it is to wait. */
    static void search(int number) {
        if (number > Integer.getInteger(SEARCHES, Integer.MAX_VALUE)) {
            whileSet(SEARCHES);
        }
        if (number == Integer.getInteger(SEARCH, 0)) {
            whileSet(SEARCH);
        }
    }

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
