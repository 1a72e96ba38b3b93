package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/** Shows progress as plain lines: what happened, and every while how far it is. */
final class LineDisplay implements ProgressDisplay {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final PrintWriter out;
    private long printed = System.nanoTime();

    LineDisplay(PrintWriter out) {
        this.out = out;
    }

    @Override
    public synchronized void say(String line) {
        out.println(line);
        printed = System.nanoTime();
    }

    @Override
    public synchronized void show(int over, int jobs, double done, String running) {
        if (System.nanoTime() - printed > PAUSE_NANOS && jobs > 0) {
            say(String.format(
                    Locale.ROOT, "%.0f %%, %d of %d jobs over; now %s", 100 * done / jobs, over, jobs, running));
        }
    }

    @Override
    public void close() {
        out.flush();
    }
}
