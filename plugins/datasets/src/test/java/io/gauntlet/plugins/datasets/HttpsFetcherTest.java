package io.gauntlet.plugins.datasets;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

import com.sun.net.httpserver.HttpServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import io.gauntlet.api.Progress;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

class HttpsFetcherTest {
    private static final byte[] CONTENT = new byte[100_000];

    private final HttpsFetcher plain = new HttpsFetcher("http");
    private HttpServer server = null;
    private URI base = URI.create("http://localhost/");

    @BeforeEach
    void start() throws IOException {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.createContext("/file", exchange -> {
            boolean head = "HEAD".equals(exchange.getRequestMethod());
            exchange.sendResponseHeaders(200, head ? -1 : 0);
            if (!head) {
                exchange.getResponseBody().write(CONTENT);
            }
            exchange.close();
        });
        server.createContext("/moved", exchange -> {
            exchange.getResponseHeaders().add("Location", "/file");
            exchange.sendResponseHeaders(302, -1);
            exchange.close();
        });
        server.start();
        base = URI.create("http://" + InetAddress.getLoopbackAddress().getHostAddress() + ":"
                + server.getAddress().getPort());
    }

    @AfterEach
    void stop() {
        server.stop(0);
    }

    @Test
    void getsAFileThroughARedirect() throws IOException {
        await(plain.probe(base.resolve("/moved")));
        assertArrayEquals(CONTENT, await(plain.get(base.resolve("/moved"), CONTENT.length)));
    }

    @Test
    void breaksOffWhatIsTooLong() {
        assertEquals("sent more than 99999 bytes", fault(plain.get(base.resolve("/file"), CONTENT.length - 1)));
    }

    @Test
    void tellsTheStatus() {
        assertEquals("answered with status 404", fault(plain.get(base.resolve("/other"), 10)));
        assertEquals("answered with status 404", fault(plain.probe(base.resolve("/other"))));
    }

    @Test
    void tellsThatNobodyListens() throws IOException {
        // Bound and not listening: nobody else can take the port meanwhile.
        try (SocketChannel socket = SocketChannel.open()) {
            socket.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
            int port = socket.socket().getLocalPort();
            assertEquals("not reachable", fault(plain.probe(URI.create("http://127.0.0.1:" + port + "/"))));
        }
    }

    @Test
    void usesHttpsOnly() {
        assertEquals("only https addresses are used", fault(new HttpsFetcher().get(base.resolve("/file"), 10)));
    }

    private static <T> T await(CompletableFuture<T> work) throws IOException {
        return Waiting.await(work, Duration.ofSeconds(60), Progress.silent(), 0, "");
    }

    private static String fault(CompletableFuture<?> work) {
        return String.valueOf(assertThrows(IOException.class, () -> await(work)).getMessage());
    }
}
