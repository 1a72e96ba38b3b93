package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** Gets files over HTTPS, follows redirects to HTTPS only, and gives up early on addresses that do not answer. */
final class HttpsFetcher implements Fetcher {
    /** How long an address may take to connect, and to begin its answer. */
    static final Duration PATIENCE = Duration.ofSeconds(5);

    private static final int OK = 200;

    private final String scheme;
    private final HttpClient client;

    HttpsFetcher() {
        this("https");
    }

    /** With another scheme, for servers without a certificate. */
    HttpsFetcher(String scheme) {
        this.scheme = scheme;
        // NORMAL never leaves HTTPS for HTTP.
        this.client = HttpClient.newBuilder()
                .connectTimeout(PATIENCE)
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
    }

    @Override
    public CompletableFuture<Void> probe(URI address) {
        return send(address, "HEAD", BodyHandlers.discarding());
    }

    @Override
    public CompletableFuture<byte[]> get(URI address, int limit) {
        return send(
                address,
                "GET",
                answer -> answer.statusCode() == OK ? new LimitedBody(limit) : BodySubscribers.replacing(new byte[0]));
    }

    private <T> CompletableFuture<T> send(URI address, String method, HttpResponse.BodyHandler<T> body) {
        if (!scheme.equals(address.getScheme())) {
            return CompletableFuture.failedFuture(new IOException("only " + scheme + " addresses are used"));
        }
        HttpRequest request = HttpRequest.newBuilder(address)
                .method(method, HttpRequest.BodyPublishers.noBody())
                .timeout(PATIENCE)
                .build();
        return client.sendAsync(request, body).thenCompose(HttpsFetcher::body);
    }

    private static <T> CompletableFuture<T> body(HttpResponse<T> response) {
        return response.statusCode() == OK
                ? CompletableFuture.completedFuture(response.body())
                : CompletableFuture.failedFuture(new IOException("answered with status " + response.statusCode()));
    }
}
