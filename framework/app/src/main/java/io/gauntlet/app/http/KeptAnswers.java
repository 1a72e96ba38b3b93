package io.gauntlet.app.http;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Supplier;

import io.vertx.core.Vertx;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.gauntlet.app.json.Json;

/**
 * Answers about tournaments as they are sent, kept while nothing has changed. What is computed quickly is always as the
 * record is. What takes long, as the tables of a large tournament that is being played, is answered as it was computed
 * last, and meanwhile computed anew for those who ask next: so nobody waits, and however many ask, one computes, at most
 * half of the time. When there are too many, what was not asked for longest goes. Safe for use by several threads.
 *
 * @param <K> what is asked for
 */
final class KeptAnswers<K> {
    private static final Logger LOG = LoggerFactory.getLogger(KeptAnswers.class);
    private static final int MOST = 64;

    /** Whoever asks waits so long for what is as the record is. */
    static final Duration PATIENCE = Duration.ofMillis(20);

    private final Vertx vertx;
    private final long patienceNanos;
    private final Consumer<K> renewed;
    private final Map<K, Answer> answers = new LinkedHashMap<>(MOST, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<K, Answer> eldest) {
            return size() > MOST;
        }
    };

    /**
     * @param patience what took longer is computed aside
     * @param renewed hears of each answer that somebody was told while it was behind, once that is over
     */
    KeptAnswers(Vertx vertx, Duration patience, Consumer<K> renewed) {
        this.vertx = vertx;
        this.patienceNanos = patience.toNanos();
        this.renewed = renewed;
    }

    /** An answer as it is sent, and how long it took to compute. */
    private record Kept(Object version, Replies.Written text, long nanos) {}

    private static final class Answer {
        private final AtomicBoolean renewing = new AtomicBoolean();
        private volatile @Nullable Kept kept;
    }

    /**
     * An answer. May block.
     *
     * @param key what is asked for
     * @param version of what the record says now: while it is equal, the answer is the same
     * @param compute computes the answer, at this version or a later one
     */
    Replies.Written of(K key, Object version, Supplier<Object> compute) {
        Answer answer;
        synchronized (answers) {
            answer = answers.computeIfAbsent(key, absent -> new Answer());
        }
        Kept kept = answer.kept;
        if (kept == null || (!kept.version.equals(version) && kept.nanos < patienceNanos)) {
            return now(answer, version, compute);
        }
        if (!kept.version.equals(version) && answer.renewing.compareAndSet(false, true)) {
            vertx.setTimer(
                    1 + TimeUnit.NANOSECONDS.toMillis(kept.nanos), timer -> renew(key, answer, version, compute));
        }
        return kept.text;
    }

    /** Whoever asks for the same meanwhile waits, and computes nothing. */
    private static Replies.Written now(Answer answer, Object version, Supplier<Object> compute) {
        synchronized (answer) {
            Kept kept = answer.kept;
            if (kept == null || !kept.version.equals(version)) {
                kept = computed(version, compute);
                answer.kept = kept;
            }
            return kept.text;
        }
    }

    private void renew(K key, Answer answer, Object version, Supplier<Object> compute) {
        vertx.executeBlocking(() -> computed(version, compute), false)
                .onSuccess(fresh -> answer.kept = fresh)
                .onComplete(over -> answer.renewing.set(false))
                .onSuccess(fresh -> renewed.accept(key))
                // Whoever asks next has it tried again.
                .onFailure(e -> LOG.debug("The answer about {} could not be computed", key, e));
    }

    private static Kept computed(Object version, Supplier<Object> compute) {
        long begun = System.nanoTime();
        Replies.Written text = new Replies.Written(Json.write(compute.get()));
        return new Kept(version, text, System.nanoTime() - begun);
    }
}
