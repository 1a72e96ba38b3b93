package io.gauntlet.app.cli;

import java.io.PrintWriter;
import java.util.concurrent.TimeUnit;

import io.gauntlet.runtime.bus.ProgressReport;

/** Says what goes on while a data set is fetched; silent when that is quick. */
final class DataSetNotes {
    private static final long PAUSE_NANOS = TimeUnit.SECONDS.toNanos(5);

    private final PrintWriter err;
    private final long begun = System.nanoTime();
    private String last = "";
    private long printed;

    DataSetNotes(PrintWriter err) {
        this.err = err;
    }

    /** Hears of progress of anything. */
    synchronized void take(ProgressReport report) {
        boolean over = report.done() >= 1;
        if (over || !report.stream().startsWith("dataset-") || report.message().equals(last)) {
            return;
        }
        long now = System.nanoTime();
        boolean warning = report.message().contains("damaged");
        if (warning || (now - begun > PAUSE_NANOS / 5 && (printed == 0 || now - printed > PAUSE_NANOS))) {
            last = report.message();
            printed = now;
            err.println(report.stream().substring("dataset-".length()) + ": " + report.message());
        }
    }
}
