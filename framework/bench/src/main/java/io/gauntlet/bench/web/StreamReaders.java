package io.gauntlet.bench.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

import io.gauntlet.bench.BenchException;

/** Pages that are open: each follows the stream of events and does nothing else. */
final class StreamReaders {
    private final AtomicLong heard = new AtomicLong();
    private final List<? extends CompletableFuture<?>> readers;

    /** Opens so many. */
    StreamReaders(HttpClient client, URI server, int readers) {
        HttpRequest request =
                HttpRequest.newBuilder(server.resolve("/api/v1/stream")).build();
        this.readers = Stream.generate(() -> client.sendAsync(request, BodyHandlers.fromLineSubscriber(new Ear())))
                .limit(readers)
                .toList();
    }

    /** How many events all of them have heard together. */
    long heard() {
        return heard.get();
    }

    /** @throws BenchException when the stream of one has ended, since then less was measured than is said */
    void check() {
        long gone = readers.stream().filter(CompletableFuture::isDone).count();
        if (gone > 0) {
            throw BenchException.failure(gone + " readers of the stream were sent away.");
        }
    }

    private final class Ear implements Flow.Subscriber<String> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(String line) {
            if (line.startsWith("id:")) {
                heard.incrementAndGet();
            }
        }

        @Override
        public void onError(Throwable failure) {
            // The response fails too, which check() tells.
        }

        @Override
        public void onComplete() {
            // The response completes too.
        }
    }
}
