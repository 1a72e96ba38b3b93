package io.gauntlet.app.http;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.StreamSupport;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import io.gauntlet.app.json.Json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The API over a tournament that was played. */
class WebServerTest {
    private static ServedTournament server;
    private static final HttpClient CLIENT = HttpClient.newHttpClient();

    @BeforeAll
    static void start() throws Exception {
        server = ServedTournament.start();
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static <T> HttpResponse<T> ask(String path, HttpResponse.BodyHandler<T> body) throws Exception {
        return CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + path))
                        .build(),
                body);
    }

    private static JsonNode json(String path) throws Exception {
        HttpResponse<String> response = ask("/api/v1/" + path, HttpResponse.BodyHandlers.ofString());
        assertEquals(200, response.statusCode(), response.body());
        return Json.parse(response.body());
    }

    private static void refuses(int status, String sentence, String path) throws Exception {
        HttpResponse<String> response = ask(path, HttpResponse.BodyHandlers.ofString());
        assertEquals(status, response.statusCode());
        assertEquals(sentence, Json.parse(response.body()).path("error").asText());
    }

    private static String tournament() throws Exception {
        return json("tournaments").at("/tournaments/0/id").asText();
    }

    @Test
    void tablesAreAsTheyWereAfterAnEvent() throws Exception {
        String id = tournament();
        JsonNode now = json("tournaments/" + id);
        JsonNode span = json("tournaments/" + id + "/span");
        long first = span.path("first").asLong();
        long last = span.path("last").asLong();
        assertEquals(now.at("/summary/position").asLong(), first);
        assertEquals(now, json("tournaments/" + id + "?as-of=" + last));
        JsonNode then = json("tournaments/" + id + "?as-of=" + first);
        assertEquals("running", then.at("/summary/state").asText());
        assertEquals(0, then.at("/summary/over").asInt());
        assertTrue(then.at("/scoreboards/0/defenders/0/robustAccuracy").isNull());
        assertEquals(
                json("tournaments/" + id + "/ratings").path("ratings"),
                json("tournaments/" + id + "/ratings?as-of=" + last).path("ratings"));
        assertFalse(json("tournaments/" + id + "/ratings?as-of=" + first)
                .at("/ratings/0/open")
                .isNull());
        String address = "/api/v1/tournaments/" + id;
        refuses(
                400,
                "The tournament 'tiny' was not planned yet then: it begins with event " + first + ".",
                address + "?as-of=" + (first - 1));
        long head = json("health").path("position").asLong();
        refuses(
                400,
                "The parameter 'as-of' must be a whole number from 1 to " + head + ".",
                address + "?as-of=" + (head + 1));
    }

    @Test
    void tournamentsMatchesAndSamples() throws Exception {
        String id = tournament();
        JsonNode view = json("tournaments/" + id);
        assertEquals("tiny", view.at("/summary/name").asText());
        assertEquals(
                "linf-0.3-untargeted-white-box",
                view.at("/scoreboards/0/threatModel/id").asText());
        assertEquals(4, json("tournaments/" + id + "/matches").path("matches").size());
        JsonNode rated = json("tournaments/" + id + "/ratings");
        assertEquals(2, rated.at("/ratings/0/attackers").size());
        assertEquals(rated, json("tournaments/" + id + "/ratings"));
        refuses(
                404,
                "There is no tournament '00000000-0000-0000-0000-000000000000'.",
                "/api/v1/tournaments/00000000-0000-0000-0000-000000000000/ratings");
        String cell = "tournaments/" + id + "/cells/darken/plain/linf-0.3-untargeted-white-box/samples";
        JsonNode first = json(cell + "?limit=5");
        assertEquals(5, first.path("samples").size());
        JsonNode rest = json(cell + "?limit=100&from=" + first.path("next").asInt());
        assertEquals(7, rest.path("samples").size());
        assertTrue(rest.path("next").isNull());
        assertEquals(0, json("tournaments?before=1").path("tournaments").size());
    }

    @Test
    void pictures() throws Exception {
        String match = json("tournaments/" + tournament() + "/matches")
                .at("/matches/0/id")
                .asText();
        for (String kind : List.of("original", "adversarial", "perturbation")) {
            HttpResponse<byte[]> png = ask(
                    "/api/v1/matches/" + match + "/samples/0/" + kind + ".png",
                    HttpResponse.BodyHandlers.ofByteArray());
            assertEquals(200, png.statusCode());
            assertEquals("image/png", png.headers().firstValue("Content-Type").orElse(""));
            var image = javax.imageio.ImageIO.read(new java.io.ByteArrayInputStream(png.body()));
            assertEquals(4, image.getWidth());
            if (kind.equals("original")) {
                assertEquals(200, image.getRaster().getSample(0, 0, 0), "sample 0 is bright at the left");
                assertEquals(50 + 6, image.getRaster().getSample(2, 0, 0));
            }
        }
        refuses(
                404,
                "The match has 6 samples, counted from 0.",
                "/api/v1/matches/" + match + "/samples/6/original.png");
    }

    @Test
    void eventsPluginsAndHealth() throws Exception {
        JsonNode page = json("events?from=2&limit=3");
        assertEquals(2, page.at("/events/0/position").asLong());
        assertEquals(5, page.path("next").asLong());
        boolean onlyMatches = StreamSupport.stream(
                        json("events?stream=match&limit=1000").path("events").spliterator(), false)
                .allMatch(event -> event.path("stream").asText().startsWith("match-"));
        assertTrue(onlyMatches);
        assertEquals("climb", json("plugins").at("/plugins/attack/0/id").asText());
        assertEquals(
                "share", json("plugins/attack/darken").at("/parameters/0/name").asText());
        assertEquals("ok", json("health").path("status").asText());
    }

    @Test
    void refusalsAreSentences() throws Exception {
        refuses(404, "There is no tournament 'x'.", "/api/v1/tournaments/x");
        refuses(404, "The API has nothing at this address.", "/api/v1/nothing");
        refuses(400, "The parameter 'limit' must be a whole number from 1 to 1000.", "/api/v1/events?limit=0");
        refuses(404, "There is no plug-in 'attack/none'.", "/api/v1/plugins/attack/none");
        HttpResponse<String> post = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/health"))
                        .POST(HttpRequest.BodyPublishers.noBody())
                        .build(),
                HttpResponse.BodyHandlers.ofString());
        assertEquals(405, post.statusCode());
    }

    @Test
    void thePageItsLibrariesAndItsPlaces() throws Exception {
        HttpResponse<String> page = ask("/", HttpResponse.BodyHandlers.ofString());
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<gauntlet-shell>"));
        String policy = page.headers().firstValue("Content-Security-Policy").orElse("");
        assertTrue(policy.contains("script-src 'self' 'sha256-"), policy);
        HttpResponse<String> place = ask("/tournaments/some-id", HttpResponse.BodyHandlers.ofString());
        assertEquals(page.body(), place.body(), "a place within the page");
        HttpResponse<String> cell = ask(
                "/tournaments/some-id/cells/pgd/none/linf-0.3-untargeted-white-box",
                HttpResponse.BodyHandlers.ofString());
        assertEquals(page.body(), cell.body(), "a place whose name holds a dot");
        assertEquals(
                200,
                ask("/lib/lit/3.3.3/index.js", HttpResponse.BodyHandlers.ofString())
                        .statusCode());
        assertEquals(
                404, ask("/missing.js", HttpResponse.BodyHandlers.ofString()).statusCode());
        assertEquals(
                404,
                ask("/lib/../io/gauntlet/app/Main.class", HttpResponse.BodyHandlers.ofString())
                        .statusCode());
    }

    @Test
    void otherHostsAreRefused() throws Exception {
        assertTrue(raw("Host: example.org").startsWith("HTTP/1.1 403"));
        assertTrue(raw("Host: 127.0.0.1.example.org:80").startsWith("HTTP/1.1 403"));
        assertTrue(raw("Host: localhost:1234").startsWith("HTTP/1.1 200"));
    }

    private static String raw(String header) throws IOException {
        try (Socket socket = new Socket(java.net.InetAddress.getLoopbackAddress(), server.port())) {
            OutputStream out = socket.getOutputStream();
            out.write(("GET /api/v1/health HTTP/1.1\r\n" + header + "\r\nConnection: close\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @Test
    void theStreamResumesAfterTheLastEvent() throws Exception {
        long head = json("health").path("position").asLong();
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + server.port() + "/api/v1/stream"))
                .header("Last-Event-ID", Long.toString(head - 3))
                .build();
        var response = CLIENT.send(request, HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, response.statusCode());
        try (BufferedReader lines =
                new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            assertEquals("id: " + (head - 3), lines.readLine());
            assertEquals("event: hello", lines.readLine());
            for (long position = head - 2; position <= head; position++) {
                String line = lines.readLine();
                while (!line.startsWith("id: ")) {
                    line = lines.readLine();
                }
                assertEquals("id: " + position, line);
                assertEquals("event: event", lines.readLine());
                String data = lines.readLine();
                assertEquals(
                        position,
                        Json.parse(data.substring("data: ".length()))
                                .path("position")
                                .asLong());
            }
        }
    }

    @Test
    void aPageWithAnImportMapIsHashed() {
        assertEquals("", Page.scriptHashes("<script src=\"/a.js\"></script>"));
        String hashes = Page.scriptHashes("<script type=\"importmap\">{}</script>");
        assertEquals("'sha256-RBNvo1WzZ4oRRq0W9+hknpT7T8If536DEMBg9hyq/4o='", hashes);
        assertFalse(hashes.contains(" "));
    }
}
