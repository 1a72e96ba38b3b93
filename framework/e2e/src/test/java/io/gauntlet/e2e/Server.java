package io.gauntlet.e2e;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A running {@code gauntlet serve} and its API. */
final class Server implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final Process process;
    private final int port;

    private Server(Process process, int port) {
        this.process = process;
        this.port = port;
    }

    /** Starts it on a free port and waits until the port is open. */
    static Server start(Cli cli, String... options) throws IOException, InterruptedException {
        int port = freePort();
        List<String> command = new ArrayList<>(List.of("serve", "--port", Integer.toString(port)));
        command.addAll(List.of(options));
        Server server = new Server(cli.start(command.toArray(new String[0])), port);
        for (int i = 0; i < 600 && server.process.isAlive() && !listening(port); i++) {
            Thread.sleep(100);
        }
        return server;
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

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        }
    }

    private static boolean listening(int port) {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return socket.isConnected();
        } catch (IOException e) {
            return false;
        }
    }
}
