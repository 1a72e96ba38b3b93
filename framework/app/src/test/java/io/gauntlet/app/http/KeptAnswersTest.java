package io.gauntlet.app.http;

import java.time.Duration;
import java.util.Objects;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

import io.vertx.core.Vertx;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.store.projection.TournamentQueries.Version;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

class KeptAnswersTest {
    private static final Vertx VERTX = Vertx.vertx();
    private static final Version FIRST = new Version(1, 0);
    private static final Version SECOND = new Version(2, 0);
    private static final UUID ID = UUID.randomUUID();

    private final BlockingQueue<UUID> renewed = new LinkedBlockingQueue<>();
    private final KeptAnswers<UUID> answers = new KeptAnswers<>(VERTX, Duration.ZERO, renewed::add);
    private final AtomicInteger computed = new AtomicInteger();

    @AfterAll
    static void close() {
        VERTX.close().toCompletionStage().toCompletableFuture().join();
    }

    private Object next() {
        return computed.incrementAndGet();
    }

    @Test
    void whatHasNotChangedIsComputedOnce() {
        Replies.Written answer = answers.of(ID, FIRST, this::next);
        assertEquals("1", answer.json());
        assertSame(answer, answers.of(ID, FIRST, this::next));
        assertSame(answer, answers.of(ID, new Version(1, 0), this::next));
        assertEquals(1, computed.get());
    }

    @Test
    void whatTakesLongIsToldAsItWasAndComputedForTheNext() throws Exception {
        assertEquals("1", answers.of(ID, FIRST, this::next).json());
        CountDownLatch told = new CountDownLatch(1);
        Replies.Written behind = answers.of(ID, SECOND, () -> {
            try {
                told.await();
            } catch (InterruptedException e) {
                throw new IllegalStateException(e);
            }
            return next();
        });
        assertEquals("1", behind.json(), "nobody waits");
        assertEquals("1", answers.of(ID, SECOND, this::next).json(), "nor is it computed twice");
        told.countDown();
        assertEquals(ID, Objects.requireNonNull(renewed.poll(1, TimeUnit.MINUTES)));
        assertEquals("2", answers.of(ID, SECOND, this::next).json());
        assertEquals(2, computed.get());
    }

    @Test
    void whatIsComputedQuicklyIsAsTheRecordIs() {
        KeptAnswers<UUID> patient = new KeptAnswers<>(VERTX, Duration.ofDays(1), renewed::add);
        assertEquals("1", patient.of(ID, FIRST, this::next).json());
        assertEquals("2", patient.of(ID, SECOND, this::next).json());
        assertEquals(0, renewed.size());
    }

    @Test
    void whatWasNotAskedForLongestGoesFirst() {
        Replies.Written often = answers.of(ID, FIRST, this::next);
        UUID seldom = UUID.randomUUID();
        assertEquals("2", answers.of(seldom, FIRST, this::next).json());
        for (int i = 0; i < 200; i++) {
            answers.of(UUID.randomUUID(), FIRST, this::next);
            assertSame(often, answers.of(ID, FIRST, this::next));
        }
        assertEquals("203", answers.of(seldom, FIRST, this::next).json());
    }

    @Test
    void aFailureIsToldToWhoeverAsksAndTriedAgain() {
        assertThrows(
                IllegalArgumentException.class,
                () -> answers.of(ID, FIRST, () -> {
                    throw new IllegalArgumentException("no");
                }));
        assertEquals("1", answers.of(ID, FIRST, this::next).json());
    }
}
