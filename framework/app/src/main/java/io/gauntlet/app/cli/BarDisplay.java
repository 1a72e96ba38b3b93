package io.gauntlet.app.cli;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** Shows progress as one bar, with what runs now behind it; what happened scrolls by above. */
final class BarDisplay implements ProgressDisplay {
    /** The bar counts hundredths of jobs. */
    private static final int PARTS = 100;

    private static final int MILLIS = 200;
    /** What the bar itself needs. */
    private static final int BAR = 42;

    /** The terminal's columns, as the launcher found them. */
    private final int columns = Math.max(Surroundings.WIDTH, Integer.getInteger("gauntlet.columns", 0));

    private @Nullable ProgressBar bar;

    @Override
    public synchronized void say(String line) {
        System.err.print("\r\u001b[K" + line + System.lineSeparator());
        if (bar != null) {
            bar.refresh();
        }
    }

    @Override
    public synchronized void show(int over, int jobs, double done, String running) {
        if (jobs == 0) {
            return;
        }
        if (bar == null) {
            bar = new ProgressBarBuilder()
                    .setTaskName("Jobs")
                    .setUnit("", PARTS)
                    .setInitialMax((long) PARTS * jobs)
                    .setStyle(ProgressBarStyle.ASCII)
                    .hideEta()
                    .setUpdateIntervalMillis(MILLIS)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err, columns - 1))
                    .build();
        }
        bar.stepTo(Math.round(PARTS * done));
        int longest = columns - BAR;
        bar.setExtraMessage(running.length() <= longest ? running : running.substring(0, longest - 1) + "…");
    }

    @Override
    public synchronized void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
