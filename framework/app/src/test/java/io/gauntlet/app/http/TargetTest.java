package io.gauntlet.app.http;

import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.nd4j.linalg.api.ndarray.INDArray;

import io.gauntlet.api.Knowledge;
import io.gauntlet.api.RowDraws;
import io.gauntlet.api.attack.Losses;
import io.gauntlet.api.data.Examples;
import io.gauntlet.api.model.Model;
import io.gauntlet.api.model.Output;
import io.gauntlet.app.json.Json;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.referee.Referee;
import io.gauntlet.engine.backend.Memory;
import io.gauntlet.engine.file.Npy;
import io.gauntlet.runtime.work.ModelFinder;
import io.gauntlet.store.projection.AccessTokens;
import io.gauntlet.store.projection.AccessTokens.Role;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A stored model as programs elsewhere ask it. */
@Timeout(600)
class TargetTest {
    private static final HttpClient CLIENT = HttpClient.newHttpClient();
    private static final int N = 5;
    private static final long BUDGET = 40;

    private static ServedTournament served;
    private static String sha;
    private static Model model;
    private static Examples test;

    @BeforeAll
    static void start() throws Exception {
        served = ServedTournament.start();
        Client client = new Client(served.port());
        String id = Client.json(client.get("/api/v1/tournaments"))
                .at("/tournaments/0/id")
                .asText();
        sha = Client.json(client.get("/api/v1/tournaments/" + id))
                .at("/models/0/model")
                .asText();
        test = served.gauntlet().dataSet("dots", Json.parse("{}")).splits().test();
        model = new ModelFinder(served.gauntlet().plugins())
                .find(sha, served.gauntlet()::database)
                .copy(test, "dots");
    }

    @AfterAll
    static void stop() {
        model.close();
        served.close();
    }

    private static WebServer server(String host, Knowledge knowledge) throws InterruptedException {
        return WebServer.start(
                served.gauntlet(),
                new ServerSettings(host, 0, Set.of(), false, new TargetTerms(Optional.of(knowledge), BUDGET, 1)));
    }

    private static float[] values() {
        float[] values = new float[N * test.length()];
        for (int i = 0; i < N; i++) {
            test.read(i, values, i * test.length());
        }
        return values;
    }

    private static Npy candidates(float[] values) {
        long[] shape = test.shape();
        long[] full = new long[shape.length + 1];
        full[0] = values.length / test.length();
        System.arraycopy(shape, 0, full, 1, shape.length);
        return Npy.of(values, full);
    }

    private static Npy labels() {
        long[] labels = new long[N];
        for (int i = 0; i < N; i++) {
            labels[i] = test.label(i);
        }
        return Npy.of(labels, N);
    }

    private static byte[] body(Npy... arrays) {
        ByteArrayOutputStream body = new ByteArrayOutputStream();
        for (Npy array : arrays) {
            body.writeBytes(array.bytes());
        }
        return body.toByteArray();
    }

    private static HttpResponse<byte[]> post(int port, String question, byte[] body, String... headers)
            throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/api/v1/targets/" + sha + "/" + question))
                .POST(HttpRequest.BodyPublishers.ofByteArray(body));
        String[] all = headers.length > 0 ? headers : new String[] {"Content-Type", "application/octet-stream"};
        return CLIENT.send(request.headers(all).build(), HttpResponse.BodyHandlers.ofByteArray());
    }

    private static HttpResponse<byte[]> post(String question, byte[] body) throws Exception {
        return post(served.port(), question, body);
    }

    /** The arrays of an answer, by the lengths that their headers tell. */
    private static Npy[] arrays(HttpResponse<byte[]> answer, int... valueBytes) {
        assertEquals(200, answer.statusCode(), () -> new String(answer.body(), StandardCharsets.UTF_8));
        Npy[] arrays = new Npy[valueBytes.length];
        int at = 0;
        for (int i = 0; i < arrays.length; i++) {
            int header = 10 + (answer.body()[at + 8] & 0xff) + ((answer.body()[at + 9] & 0xff) << 8);
            arrays[i] = Npy.read(Arrays.copyOfRange(answer.body(), at, at + header + valueBytes[i]), "answer");
            at += header + valueBytes[i];
        }
        assertEquals(at, answer.body().length);
        return arrays;
    }

    private static void refuses(int status, String sentence, HttpResponse<byte[]> answer) {
        String text = new String(answer.body(), StandardCharsets.UTF_8);
        assertEquals(status, answer.statusCode(), text);
        assertTrue(Json.parse(text).path("error").asText().contains(sentence), text);
    }

    @Test
    void answersAreTheModelsOwn() throws Exception {
        int classes = model.classes();
        float[] logits = new float[N * classes];
        long[] labels = new long[N];
        float[] losses = new float[N];
        float[] slopes;
        try (INDArray x = candidates(values()).array()) {
            slopes = Memory.values(model.gradient(x, RowDraws.none(), (i, output, gradient) -> {
                losses[i] = Losses.margin().apply(output, test.label(i), -1, gradient);
            }));
            int i = 0;
            for (Output output : model.forward(x, RowDraws.none())) {
                System.arraycopy(output.logits(), 0, logits, i * classes, classes);
                labels[i++] = Referee.argmax(output.logits());
            }
        }
        byte[] asked = body(candidates(values()));
        assertArrayEquals(labels, arrays(post("labels", asked), 8 * N)[0].longs());
        Npy scores = arrays(post("scores", asked), 4 * logits.length)[0];
        assertArrayEquals(logits, scores.floats());
        assertArrayEquals(new long[] {N, classes}, scores.shape());
        Npy[] gradients = arrays(
                post("gradients?loss=margin", body(candidates(values()), labels())),
                4 * slopes.length,
                4 * N,
                4 * logits.length);
        assertArrayEquals(slopes, gradients[0].floats());
        assertArrayEquals(losses, gradients[1].floats());
        assertArrayEquals(logits, gradients[2].floats());
        assertTrue(sum(slopes) > 0, "the model has a slope");
    }

    private static double sum(float[] values) {
        double sum = 0;
        for (float value : values) {
            sum += Math.abs(value);
        }
        return sum;
    }

    @Test
    void samplesAreThoseThatMatchesArePlayedOn() throws Exception {
        HttpResponse<byte[]> answer = CLIENT.send(
                HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + served.port() + "/api/v1/targets/" + sha
                                + "/samples.npy?limit=" + N))
                        .build(),
                HttpResponse.BodyHandlers.ofByteArray());
        Npy[] arrays = arrays(answer, 4 * N * test.length(), 8 * N);
        assertArrayEquals(values(), arrays[0].floats());
        assertArrayEquals(labels().longs(), arrays[1].longs());
    }

    @Test
    void everyCallIsBilledAndTheBudgetEnds() throws Exception {
        try (WebServer server = server("127.0.0.1", Knowledge.WHITE_BOX)) {
            byte[] asked = body(candidates(values()));
            HttpResponse<byte[]> first = post(server.port(), "labels", asked);
            assertEquals(
                    Long.toString(BUDGET - N),
                    first.headers().firstValue("Gauntlet-Queries-Left").orElseThrow());
            refuses(400, "float32", post(server.port(), "labels", body(labels())));
            post(server.port(), "gradients", body(candidates(values()), labels()));
            JsonNode facts = Client.json(new Client(server.port()).get("/api/v1/targets/" + sha));
            assertEquals(2, facts.at("/spent/calls").asInt(), "what was refused costs nothing");
            assertEquals(2 * N, facts.at("/spent/queries").asInt());
            assertEquals(N, facts.at("/spent/gradients").asInt());
            for (int used = 2 * N; used < BUDGET; used += N) {
                assertEquals(200, post(server.port(), "scores", asked).statusCode());
            }
            refuses(429, "0 are left, and this request takes 5", post(server.port(), "labels", asked));
        }
    }

    @Test
    void onlyWhatIsOfferedIsAnswered() throws Exception {
        byte[] asked = body(candidates(values()));
        try (WebServer server = server("127.0.0.1", Knowledge.LABEL)) {
            assertEquals(200, post(server.port(), "labels", asked).statusCode());
            refuses(403, "answers with label knowledge", post(server.port(), "scores", asked));
            refuses(403, "a gradient takes white-box", post(server.port(), "gradients", asked));
        }
        try (WebServer server = server("127.0.0.1", Knowledge.SCORE)) {
            assertEquals(200, post(server.port(), "scores", asked).statusCode());
            refuses(403, "a gradient takes white-box", post(server.port(), "gradients", asked));
        }
        try (WebServer server =
                WebServer.start(served.gauntlet(), new ServerSettings("127.0.0.1", 0, Set.of(), false))) {
            refuses(403, "offers no model as a target", post(server.port(), "labels", asked));
        }
        assertThrows(InvalidInputException.class, () -> TargetTerms.knowledge("transfer"));
        assertEquals(Knowledge.WHITE_BOX, TargetTerms.knowledge("white-box"));
    }

    @Test
    void othersNeedATokenOfARunnerAndEachHasABudget() throws Exception {
        AccessTokens tokens = new AccessTokens(served.gauntlet().database());
        String reader = tokens.create("reads", Role.READER);
        String runner = tokens.create("asks", Role.RUNNER);
        String other = tokens.create("asks-too", Role.RUNNER);
        byte[] asked = body(candidates(values()));
        try (WebServer server = server("0.0.0.0", Knowledge.LABEL)) {
            refuses(401, "A token is needed", post(server.port(), "labels", asked));
            refuses(403, "needs the role runner", post(server.port(), "labels", asked, bearer(reader)));
            assertEquals("35", left(post(server.port(), "labels", asked, bearer(runner))));
            assertEquals("30", left(post(server.port(), "labels", asked, bearer(runner))));
            assertEquals("35", left(post(server.port(), "labels", asked, bearer(other))));
        }
    }

    private static String[] bearer(String secret) {
        return new String[] {"Authorization", "Bearer " + secret, "Content-Type", "application/octet-stream"};
    }

    private static String left(HttpResponse<byte[]> answer) {
        return answer.headers().firstValue("Gauntlet-Queries-Left").orElseThrow();
    }

    @Test
    void whatDoesNotFitIsRefused() throws Exception {
        float[] bright = values();
        bright[3 * test.length()] = 1.5f;
        refuses(400, "Candidate 3 holds the value 1.5", post("labels", body(candidates(bright))));
        bright[3 * test.length()] = Float.NaN;
        refuses(400, "Candidate 3 holds the value NaN", post("labels", body(candidates(bright))));
        refuses(400, "must have the shape (n, 4, 4, 1)", post("labels", body(Npy.of(values(), N, 16))));
        refuses(400, "n from 1 to 1000", post("labels", body(candidates(new float[1001 * test.length()]))));
        refuses(400, "n from 1 to 1000", post("labels", body(candidates(new float[0]))));
        refuses(400, "no class", post("gradients", body(candidates(values()), Npy.of(new long[] {0, 1, 0, 9, 1}, 5))));
        refuses(400, "label for each", post("gradients", body(candidates(values()), Npy.of(new long[2], 2))));
        refuses(400, "where the labels should begin", post("gradients", body(candidates(values()))));
        refuses(400, "'loss' must be", post("gradients?loss=most", body(candidates(values()), labels())));
        refuses(400, "goes on after its last array", post("labels", body(candidates(values()), labels())));
        refuses(413, "larger than 16 MiB", post("labels", new byte[TargetQuestions.LARGEST_BODY + 1]));
        refuses(415, "Content-Type", post(served.port(), "labels", new byte[1], "Content-Type", "text/plain"));
        Client client = new Client(served.port());
        assertEquals(404, client.get("/api/v1/targets/pom.xml").statusCode(), "files are not named here");
        assertEquals(404, client.get("/api/v1/targets/" + "0".repeat(64)).statusCode());
    }

    @Test
    void onlyHeadersThatNumPyWritesAreTaken() throws Exception {
        String good = "{'descr': '<f4', 'fortran_order': False, 'shape': (1, 4, 4, 1), }";
        assertEquals(200, post("labels", npy(1, good, 64)).statusCode());
        refuses(400, "version 1.0", post("labels", npy(2, good, 64)));
        refuses(400, "version 1.0", post("labels", "PK\3\4 an archive".getBytes(StandardCharsets.US_ASCII)));
        refuses(400, "body ends", post("labels", new byte[0]));
        refuses(400, "within the header", post("labels", Arrays.copyOf(npy(1, good, 64), 40)));
        refuses(400, "fewer values", post("labels", npy(1, good, 63)));
        refuses(400, "goes on", post("labels", npy(1, good, 65)));
        refuses(400, "c-order", post("labels", npy(1, good.replace("False", "True"), 64)));
        refuses(400, "not '|O'", post("labels", npy(1, good.replace("<f4", "|O"), 64)));
        refuses(400, "not '<f8'", post("labels", npy(1, good.replace("<f4", "<f8"), 128)));
        refuses(400, "not '>f4'", post("labels", npy(1, good.replace("<f4", ">f4"), 64)));
        refuses(400, "fewer values", post("labels", npy(1, good.replace("(1,", "(999999999, 999999999,"), 64)));
        for (String bad : new String[] {
            good.replace("(1,", "(-1,"),
            good.replace("(1,", "(0x1,"),
            good.replace("}", "'more': 1, }"),
            good.replace("'shape'", "'fortran_order': True, 'shape'"),
            good + " x",
            "__import__('os')",
            "",
        }) {
            refuses(400, "not one that numpy.save writes", post("labels", npy(1, bad, 64)));
        }
    }

    /** An array as some other program might write it. */
    private static byte[] npy(int version, String header, int data) {
        byte[] text = (header + "\n").getBytes(StandardCharsets.US_ASCII);
        ByteBuffer body = ByteBuffer.allocate(10 + text.length + data);
        body.put((byte) 0x93).put("NUMPY".getBytes(StandardCharsets.US_ASCII));
        body.put((byte) version).put((byte) 0);
        body.put((byte) text.length).put((byte) 0).put(text);
        return body.array();
    }
}
