package io.gauntlet.runtime.compute;

import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.RejectedExecutionException;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

import io.gauntlet.api.StoppedException;
import io.gauntlet.arena.match.StopSignal;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

@Timeout(300)
class ComputePoolTest {
    private static final Duration SHORT = Duration.ofMillis(100);
    private static final Duration LONG = Duration.ofMinutes(1);

    /** What heeds its end has as much time for it as it takes. */
    private final ComputePool pool = new ComputePool(2, LONG, () -> {});

    @AfterEach
    void close() {
        pool.close();
    }

    private static <T> ComputeTask<T> task(Duration limit, StopSignal stop, Callable<T> work) {
        return new ComputeTask<>("The task", ClassLoader.getPlatformClassLoader(), limit, stop, work);
    }

    @Test
    void runsWithTheLoaderAndPassesResultsAndExceptionsOn() throws Exception {
        assertSame(
                ClassLoader.getPlatformClassLoader(),
                pool.submit(task(
                                LONG,
                                new StopSignal(),
                                () -> Thread.currentThread().getContextClassLoader()))
                        .get());
        Throwable cause = assertThrows(
                        ExecutionException.class,
                        () -> pool.submit(task(LONG, new StopSignal(), () -> {
                                    throw new StackOverflowError("deep");
                                }))
                                .get())
                .getCause();
        assertEquals("deep", cause.getMessage());
    }

    @Test
    void lateWorkMeetsTheSignalAndKeepsItsThread() {
        StopSignal stop = new StopSignal();
        CompletableFuture<Object> late = pool.submit(task(SHORT, stop, () -> {
            while (true) {
                stop.check();
                Thread.onSpinWait();
            }
        }));
        TimedOutException failure = assertInstanceOf(
                TimedOutException.class,
                assertThrows(ExecutionException.class, late::get).getCause());
        assertEquals("The task took longer than the limit of 0.1 s.", failure.getMessage());
        assertFalse(failure.abandoned());
        assertTrue(pool.abandoned().isEmpty());
    }

    @Test
    void workAskedToEndByOthersIsNotLate() {
        StopSignal stop = new StopSignal();
        stop.stop("cancelled");
        CompletableFuture<Object> ended = pool.submit(task(LONG, stop, () -> {
            stop.check();
            return null;
        }));
        assertInstanceOf(
                StoppedException.class,
                assertThrows(ExecutionException.class, ended::get).getCause());
    }

    @Test
    void workThatSleepsIsInterruptedAndTheNextTaskIsNot() throws Exception {
        CompletableFuture<Object> late = pool.submit(task(SHORT, new StopSignal(), () -> {
            Thread.sleep(60_000);
            return null;
        }));
        assertInstanceOf(
                TimedOutException.class,
                assertThrows(ExecutionException.class, late::get).getCause());
        for (int i = 0; i < 4; i++) {
            assertFalse(pool.submit(task(LONG, new StopSignal(), Thread::interrupted))
                    .get());
        }
    }

    @Test
    void runawayWorkIsAbandonedAndItsThreadReplaced() throws Exception {
        try (ComputePool impatient = new ComputePool(2, SHORT, () -> {})) {
            runsAway(impatient);
        }
    }

    private static void runsAway(ComputePool pool) throws Exception {
        CountDownLatch release = new CountDownLatch(1);
        CompletableFuture<Object> first = pool.submit(task(SHORT, new StopSignal(), () -> runaway(release)));
        TimedOutException failure = assertInstanceOf(
                TimedOutException.class,
                assertThrows(ExecutionException.class, first::get).getCause());
        assertTrue(failure.abandoned());
        assertEquals("The task", pool.abandoned().get(0).task());
        assertFalse(pool.exhausted(), "one of two");

        CompletableFuture<Object> second = pool.submit(task(SHORT, new StopSignal(), () -> runaway(release)));
        assertThrows(ExecutionException.class, second::get);
        assertTrue(pool.exhausted(), "two of two");
        assertEquals(
                "alive",
                pool.submit(task(LONG, new StopSignal(), () -> "alive")).get());

        release.countDown();
        while (!pool.abandoned().isEmpty()) {
            Thread.sleep(5);
        }
        assertFalse(pool.exhausted(), "what ends at last no longer counts");
    }

    private static Object runaway(CountDownLatch release) {
        while (release.getCount() > 0) {
            Thread.onSpinWait();
        }
        return "late";
    }

    @Test
    void closingEndsWhatRunsAndRefusesWhatWaits() {
        StopSignal stop = new StopSignal();
        CountDownLatch running = new CountDownLatch(2);
        Callable<Object> work = () -> {
            running.countDown();
            while (true) {
                stop.check();
                Thread.onSpinWait();
            }
        };
        CompletableFuture<Object> a = pool.submit(task(LONG, stop, work));
        CompletableFuture<Object> b = pool.submit(task(LONG, stop, work));
        CompletableFuture<Object> waiting = pool.submit(task(LONG, new StopSignal(), () -> "never"));
        while (running.getCount() > 0) {
            Thread.onSpinWait();
        }
        pool.close();
        for (CompletableFuture<Object> one : java.util.List.of(a, b)) {
            assertInstanceOf(
                    StoppedException.class,
                    assertThrows(ExecutionException.class, one::get).getCause());
        }
        assertInstanceOf(
                RejectedExecutionException.class,
                assertThrows(ExecutionException.class, waiting::get).getCause());
        assertThrows(RejectedExecutionException.class, () -> pool.submit(task(LONG, stop, work)));
    }
}
