package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.net.ConnectException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import io.gauntlet.api.Progress;
import io.gauntlet.api.StoppedException;

/** Waits for slow things outside this process, so that the user sees what is waited for and can stop it. */
final class Waiting {
    private static final long GLANCE_MILLISECONDS = 200;

    private Waiting() {}

    /**
     * Waits for a result and reports meanwhile; cancels the work when it gives up.
     *
     * @throws IOException with a few words on why there is no result
     * @throws StoppedException when the progress says stop, or the thread is interrupted
     */
    static <T> T await(Future<T> work, Duration limit, Progress progress, double done, String message)
            throws IOException {
        long end = System.nanoTime() + limit.toNanos();
        try {
            while (true) {
                progress.report(done, message);
                long left = Math.max(0, TimeUnit.NANOSECONDS.toMillis(end - System.nanoTime()));
                try {
                    return work.get(Math.min(left, GLANCE_MILLISECONDS), TimeUnit.MILLISECONDS);
                } catch (TimeoutException e) {
                    if (left == 0) {
                        throw new IOException("no answer within " + limit.toSeconds() + " s", e);
                    }
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new StoppedException("Stopped while fetching data.");
        } catch (ExecutionException e) {
            throw new IOException(reason(e.getCause() == null ? e : e.getCause()), e);
        } finally {
            work.cancel(true);
        }
    }

    private static String reason(Throwable fault) {
        if (fault instanceof HttpTimeoutException) {
            return "no answer in time";
        }
        if (fault instanceof ConnectException) {
            return "not reachable";
        }
        return fault instanceof IOException known ? Cache.reason(known) : fault.toString();
    }
}
