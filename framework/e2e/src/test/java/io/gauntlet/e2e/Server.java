package io.gauntlet.e2e;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A running {@code gauntlet serve} and its API. */
final class Server implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Pattern ADDRESS = Pattern.compile("Gauntlet is at http://127\\.0\\.0\\.1:(\\d+) ");
    private static final long PATIENCE_NANOS = TimeUnit.MINUTES.toNanos(5);

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it on a port that it finds free itself, and waits until it says which. */
    static Server start(Cli cli, String... options) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of("serve", "--port", "0"));
        command.addAll(List.of(options));
        int run = cli.runs();
        Process process = cli.start(command.toArray(new String[0]));
        long end = System.nanoTime() + PATIENCE_NANOS;
        while (process.isAlive() && System.nanoTime() < end) {
            Matcher address = ADDRESS.matcher(cli.output(run));
            if (address.find()) {
                return new Server(process, Integer.parseInt(address.group(1)));
            }
            Thread.sleep(50);
        }
        Cli.kill(process);
        throw new IllegalStateException("The server did not start: " + cli.error(run));
    }

    int port() {
        return port;
    }

    /** What the API answers at an address below {@code /api/v1/}. */
    JsonNode get(String path) throws IOException, InterruptedException {
        return answer(200, HttpRequest.newBuilder(address("/api/v1/" + path)));
    }

    /** What the server says of itself. */
    JsonNode health() throws IOException, InterruptedException {
        return answer(200, HttpRequest.newBuilder(address("/health")));
    }

    /** Plans the tournament of a spec. @return its id */
    String plan(String spec) throws IOException, InterruptedException {
        HttpRequest.Builder request = HttpRequest.newBuilder(address("/api/v1/tournaments"))
                .header("Content-Type", "application/yaml")
                .POST(HttpRequest.BodyPublishers.ofString(spec));
        return answer(201, request).path("id").asText();
    }

    private URI address(String path) {
        return URI.create("http://127.0.0.1:" + port + path);
    }

    private JsonNode answer(int status, HttpRequest.Builder request) throws IOException, InterruptedException {
        var answer = client.send(request.build(), BodyHandlers.ofString());
        assertEquals(status, answer.statusCode(), answer.uri() + ": " + answer.body());
        return JSON.readTree(answer.body());
    }

    /** Asks it to end, as the system does. */
    void terminate() {
        process.destroy();
    }

    /** Waits for its end. @return its exit status */
    int status() throws InterruptedException {
        return process.waitFor();
    }

    @Override
    public void close() {
        process.destroy();
        process.onExit().join();
    }
}
