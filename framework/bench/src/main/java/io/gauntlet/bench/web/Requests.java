package io.gauntlet.bench.web;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

import io.gauntlet.bench.BenchException;

/**
 * Asks for one address again and again, so many times a second whatever the answers take: a time counts from when the
 * request was due, so that a server that stands still is not asked less (coordinated omission).
 */
final class Requests {
    private static final int CLIENTS = 4;

    private final HttpClient client;
    private final HttpRequest request;
    private final double rate;

    /** @param rate requests a second, of all clients together */
    Requests(HttpClient client, URI address, double rate) {
        this.client = client;
        this.request = HttpRequest.newBuilder(address).build();
        this.rate = rate;
    }

    /** The times of the answers in milliseconds, of so many seconds. */
    double[] play(double seconds) throws Exception {
        int each = (int) Math.max(1, Math.round(seconds * rate / CLIENTS));
        long pause = Math.round(CLIENTS / rate * 1e9);
        long start = System.nanoTime();
        ExecutorService clients = Executors.newFixedThreadPool(CLIENTS);
        try {
            List<Future<double[]>> all = new ArrayList<>();
            for (int c = 0; c < CLIENTS; c++) {
                long first = start + c * pause / CLIENTS;
                all.add(clients.submit(() -> times(first, pause, each)));
            }
            double[] millis = new double[CLIENTS * each];
            for (int c = 0; c < CLIENTS; c++) {
                System.arraycopy(all.get(c).get(), 0, millis, c * each, each);
            }
            return millis;
        } finally {
            clients.shutdownNow();
        }
    }

    private double[] times(long first, long pause, int count) throws Exception {
        double[] millis = new double[count];
        for (int i = 0; i < count; i++) {
            long due = first + i * pause;
            TimeUnit.NANOSECONDS.sleep(due - System.nanoTime());
            HttpResponse<byte[]> answer = client.send(request, BodyHandlers.ofByteArray());
            if (answer.statusCode() != 200) {
                throw BenchException.failure(request.uri() + " answers " + answer.statusCode() + ".");
            }
            millis[i] = (System.nanoTime() - due) / 1e6;
        }
        return millis;
    }
}
