package io.gauntlet.app.http;

import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.net.http.HttpClient;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;

import com.fasterxml.jackson.databind.JsonNode;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.Gauntlet;
import io.gauntlet.runtime.GauntletConfig;
import io.gauntlet.store.DatabaseConfig;
import io.gauntlet.store.projection.AccessTokens;
import io.gauntlet.store.projection.AccessTokens.Role;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Who may do what, from where; and what a server that plays does when asked. */
@Timeout(600)
class AccessTest {
    private static final String YAML = "application/yaml";
    private static final String TYPE = "Content-Type";
    private static final String AUTHORIZATION = "Authorization";

    @TempDir
    static Path folder;

    private static GauntletConfig config;
    private static Gauntlet gauntlet;
    private static AccessTokens tokens;
    private static String reader;
    private static String runner;
    private static WebServer here;
    private static WebServer elsewhere;

    @BeforeAll
    static void start() throws Exception {
        TestProgram program = new TestProgram(folder).withDatabase("app_access");
        config = new GauntletConfig(
                DatabaseConfig.external(
                        program.variable("GAUNTLET_DATABASE_URL"),
                        program.variable("GAUNTLET_DATABASE_USER"),
                        program.variable("GAUNTLET_DATABASE_PASSWORD")),
                List.of(TestProgram.plugins()),
                Optional.empty(),
                folder,
                1,
                false);
        gauntlet = Gauntlet.open(config);
        tokens = new AccessTokens(gauntlet.database());
        withoutTokensNobodyIsServedFromElsewhere();
        gauntlet.start();
        reader = tokens.create("rita", Role.READER);
        runner = tokens.create("rudi", Role.RUNNER);
        here = WebServer.start(gauntlet, settings("127.0.0.1", true));
        elsewhere = WebServer.start(gauntlet, settings("0.0.0.0", true, "gauntlet.example.org"));
    }

    @AfterAll
    static void stop() {
        elsewhere.close();
        here.close();
        gauntlet.close();
    }

    private static ServerSettings settings(String host, boolean planning, String... names) {
        return new ServerSettings(host, 0, Set.of(names), planning);
    }

    private static void withoutTokensNobodyIsServedFromElsewhere() {
        for (ServerSettings open :
                List.of(settings("0.0.0.0", true), settings("127.0.0.1", false, "gauntlet.example.org"))) {
            InvalidInputException refused =
                    assertThrows(InvalidInputException.class, () -> WebServer.start(gauntlet, open));
            assertTrue(String.valueOf(refused.getMessage()).contains("`./gauntlet token create"), refused.getMessage());
        }
    }

    private static Client here() {
        return new Client(here.port());
    }

    private static Client elsewhere() {
        return new Client(elsewhere.port());
    }

    private static String bearer(String secret) {
        return "Bearer " + secret;
    }

    private static void refuses(int status, String sentence, HttpResponse<String> response) {
        assertEquals(status, response.statusCode(), response.body());
        assertTrue(Client.error(response).contains(sentence), response.body());
    }

    @Test
    void fromElsewhereEverythingNeedsATokenWhoseRoleSuffices() throws Exception {
        String tournaments = "/api/v1/tournaments";
        refuses(401, "A token is needed", elsewhere().get(tournaments));
        refuses(401, "A token is needed", elsewhere().get("/api/v1/nothing"));
        refuses(401, "A token is needed", elsewhere().post(tournaments, TinyTournament.SPEC, TYPE, YAML));
        refuses(401, "not valid", elsewhere().get(tournaments, AUTHORIZATION, bearer(reader + "x")));
        refuses(401, "not valid", elsewhere().get(tournaments, AUTHORIZATION, "Basic " + reader));
        assertEquals(
                200, elsewhere().get(tournaments, AUTHORIZATION, bearer(reader)).statusCode());
        refuses(
                403,
                "This needs the role runner, and the token 'rita' has the role reader.",
                elsewhere().post(tournaments, TinyTournament.SPEC, TYPE, YAML, AUTHORIZATION, bearer(reader)));
        refuses(
                403,
                "role runner",
                here().post(tournaments, TinyTournament.SPEC, TYPE, YAML, AUTHORIZATION, bearer(reader)));

        String brief = tokens.create("brief", Role.READER);
        assertEquals(
                200, elsewhere().get(tournaments, AUTHORIZATION, bearer(brief)).statusCode());
        tokens.revoke("brief");
        refuses(401, "was revoked", elsewhere().get(tournaments, AUTHORIZATION, bearer(brief)));
    }

    @Test
    void estimatesAreForThoseWhoMayStart() throws Exception {
        String estimates = "/api/v1/estimates";
        refuses(401, "A token is needed", elsewhere().post(estimates, TinyTournament.SPEC, TYPE, YAML));
        refuses(
                403,
                "role runner",
                elsewhere().post(estimates, TinyTournament.SPEC, TYPE, YAML, AUTHORIZATION, bearer(reader)));
        refuses(
                403,
                "other sites",
                here().post(estimates, TinyTournament.SPEC, TYPE, YAML, "Sec-Fetch-Site", "cross-site"));
        refuses(
                403,
                "other sites",
                here().post(estimates, TinyTournament.SPEC, TYPE, YAML, "Origin", "http://elsewhere.example"));
        refuses(415, "Content-Type", here().post(estimates, TinyTournament.SPEC, TYPE, "text/plain"));
        refuses(413, "1 MiB", here().post(estimates, "#".repeat((1 << 20) + 1), TYPE, YAML));
        assertEquals(
                200,
                elsewhere()
                        .post(estimates, TinyTournament.SPEC, TYPE, YAML, AUTHORIZATION, bearer(runner))
                        .statusCode());
    }

    @Test
    void whoAsksLearnsWhetherTheyCanStart() throws Exception {
        String visitor = "/api/v1/visitor";
        JsonNode local = Client.json(here().get(visitor));
        assertEquals("admin", local.path("role").asText());
        assertTrue(local.path("starts").asBoolean());
        assertTrue(local.path("obstacle").isNull());
        JsonNode rita = Client.json(elsewhere().get(visitor, AUTHORIZATION, bearer(reader)));
        assertFalse(rita.path("starts").asBoolean());
        assertTrue(rita.path("obstacle").asText().contains("the token 'rita' has the role reader"), rita.toString());
        assertTrue(Client.json(elsewhere().get(visitor, AUTHORIZATION, bearer(runner)))
                .path("starts")
                .asBoolean());
        try (WebServer showing = WebServer.start(gauntlet, settings("127.0.0.1", false))) {
            JsonNode shown = Client.json(new Client(showing.port()).get(visitor));
            assertFalse(shown.path("starts").asBoolean());
            assertTrue(shown.path("obstacle").asText().contains("./gauntlet serve --workers N"), shown.toString());
        }
    }

    @Test
    void onlyAdminsHavePluginsLookedForAgain() throws Exception {
        String reload = "/api/v1/plugins/reload";
        refuses(401, "A token is needed", elsewhere().post(reload, ""));
        refuses(403, "This needs the role admin", elsewhere().post(reload, "", AUTHORIZATION, bearer(runner)));
        refuses(403, "Pages of other sites", here().post(reload, "", "Origin", "http://example.org"));
        String admin = tokens.create("ada", Role.ADMIN);
        for (HttpResponse<String> answer :
                List.of(here().post(reload, ""), elsewhere().post(reload, "", AUTHORIZATION, bearer(admin)))) {
            assertEquals(200, answer.statusCode(), answer.body());
            assertEquals("As before: dots.", Client.json(answer).at("/lines/0").asText());
            assertEquals("dots", Client.json(answer).at("/stayed/0/name").asText());
            assertEquals(
                    List.of(),
                    new Contract(ApiDocument.read()).breaches("post", "/plugins/reload", 200, Client.json(answer)));
        }
        TestProgram program = new TestProgram(folder);
        String url = "http://127.0.0.1:" + elsewhere.port();
        TestProgram.Result refused = program.run("plugin", "reload", "--url", url);
        assertEquals(1, refused.status());
        assertEquals(
                "The server at " + url + " needs a token of the role admin: name it with GAUNTLET_TOKEN or --token.",
                refused.err().strip());
        TestProgram.Result wrong = program.run("plugin", "reload", "--url", url, "--token", runner);
        assertTrue(wrong.err().startsWith("This needs the role admin"), wrong.err());
        TestProgram.Result done = program.with("GAUNTLET_TOKEN", admin).run("plugin", "reload", "--url", url + "/");
        assertEquals(0, done.status(), done.err());
        assertEquals("As before: dots.", done.out().strip());
    }

    @Test
    void thePageLogsInWithACookieThatNoScriptReads() throws Exception {
        HttpResponse<String> page = elsewhere().get("/tournaments/some-id");
        assertEquals(303, page.statusCode());
        assertEquals(
                "/login?next=%2Ftournaments%2Fsome-id",
                page.headers().firstValue("Location").orElse(""));
        HttpResponse<String> form = elsewhere().get("/login?next=%2Fplugins");
        assertTrue(form.body().contains("<form method=\"post\">"), form.body());

        String[] typed = {TYPE, "application/x-www-form-urlencoded"};
        HttpResponse<String> wrong = elsewhere().post("/login", "token=wrong", typed);
        assertEquals(401, wrong.statusCode());
        assertTrue(wrong.body().contains("not valid"), wrong.body());
        assertEquals(Optional.empty(), wrong.headers().firstValue("Set-Cookie"));

        HttpResponse<String> right = elsewhere().post("/login?next=%2Fplugins", "token=" + reader, typed);
        assertEquals(303, right.statusCode(), right.body());
        assertEquals("/plugins", right.headers().firstValue("Location").orElse(""));
        String cookie = right.headers().firstValue("Set-Cookie").orElse("");
        assertTrue(cookie.contains("; HTTPOnly") && cookie.contains("; SameSite=Strict"), cookie);
        String shown = cookie.substring(0, cookie.indexOf(';'));
        assertEquals(
                200, elsewhere().get("/api/v1/tournaments", "Cookie", shown).statusCode());
        assertEquals(200, elsewhere().get("/", "Cookie", shown).statusCode());
        var stream = HttpClient.newHttpClient()
                .send(
                        elsewhere().request("/api/v1/stream", "Cookie", shown).build(),
                        HttpResponse.BodyHandlers.ofInputStream());
        assertEquals(200, stream.statusCode());
        stream.body().close();

        String forgotten = elsewhere()
                .post("/logout", "", "Cookie", shown)
                .headers()
                .firstValue("Set-Cookie")
                .orElse("");
        assertTrue(forgotten.contains("Max-Age=0"), forgotten);
    }

    @Test
    void theLoginLeadsToNoOtherSite() {
        assertEquals("/tournaments/a/cells/b", Login.place("/tournaments/a/cells/b"));
        assertEquals("/", Login.place("//example.org/"));
        assertEquals("/", Login.place("https://example.org/"));
        assertEquals("/", Login.place("/\\example.org"));
        assertEquals("/", Login.place(null));
    }

    @Test
    void pagesOfOtherSitesWriteNothing() throws Exception {
        String cancel = "/api/v1/tournaments/x/cancel";
        String foreign = "Pages of other sites";
        refuses(403, foreign, here().post(cancel, "", "Origin", "http://example.org"));
        refuses(403, foreign, here().post(cancel, "", "Origin", "null"));
        refuses(403, foreign, here().post(cancel, "", "Origin", "http://127.0.0.1:1"));
        refuses(403, foreign, here().post(cancel, "", "Sec-Fetch-Site", "cross-site"));
        refuses(403, foreign, here().post(cancel, "", "Sec-Fetch-Site", "same-site"));
        refuses(403, foreign, elsewhere().post("/login", "token=" + reader, "Origin", "http://example.org"));
        String own = "http://127.0.0.1:" + here.port();
        refuses(404, "There is no tournament", here().post(cancel, "", "Origin", own));
        refuses(404, "There is no tournament", here().post(cancel, "", "Sec-Fetch-Site", "same-origin"));
        refuses(415, "Content-Type", here().post("/api/v1/tournaments", "name: x", TYPE, "text/plain"));
    }

    @Test
    void onlyOurNamesAreAnsweredTo() throws Exception {
        assertTrue(ask("example.org").startsWith("HTTP/1.1 403"));
        assertTrue(ask("127.0.0.2").startsWith("HTTP/1.1 403"), "not the address that was asked");
        assertTrue(ask("Gauntlet.Example.org").startsWith("HTTP/1.1 200"));
        assertTrue(ask("127.0.0.1:80").startsWith("HTTP/1.1 200"));
        assertThrows(InvalidInputException.class, () -> settings("127.0.0.1", false, "http://example.org"));
    }

    private static String ask(String host) throws Exception {
        return elsewhere()
                .raw("GET /api/v1/plugins HTTP/1.1\nHost: " + host + "\nAuthorization: Bearer " + reader
                        + "\nConnection: close\n\n");
    }

    @Test
    void aProxyIsNotThisMachinesUser() throws Exception {
        assertEquals(200, here().get("/api/v1/plugins").statusCode());
        refuses(401, "A token is needed", here().get("/api/v1/plugins", "X-Forwarded-For", "192.0.2.1"));
        refuses(401, "A token is needed", elsewhere().get("/metrics", "X-Forwarded-For", "192.0.2.1"));
    }

    @Test
    void whatIsTooLargeIsRefused() throws Exception {
        String large = "# " + "x".repeat(1 << 20);
        refuses(413, "larger than 1 MiB", here().post("/api/v1/tournaments", large, TYPE, YAML));
        String headers = here().raw("GET / HTTP/1.1\nHost: localhost\nX: " + "x".repeat(40_000) + "\n\n");
        assertTrue(headers.startsWith("HTTP/1.1 431"), headers);
    }

    @Test
    void mistakesInASpecAreTold() throws Exception {
        refuses(400, "the spec", here().post("/api/v1/tournaments", "name: [", TYPE, YAML));
        String file = TinyTournament.SPEC.replace("- defense: plain", "- model: /etc/passwd");
        refuses(
                400,
                "names networks by the SHA-256 of their files",
                here().post("/api/v1/tournaments", file, TYPE, YAML));
        String unknown = TinyTournament.SPEC.replace("- defense: plain", "- model: " + "ab".repeat(32));
        refuses(400, "was imported here", here().post("/api/v1/tournaments", unknown, TYPE, YAML));
    }

    @Test
    void tournamentsArePlannedPlayedAndCancelled() throws Exception {
        HttpResponse<String> planned =
                elsewhere().post("/api/v1/tournaments", TinyTournament.SPEC, TYPE, YAML, AUTHORIZATION, bearer(runner));
        assertEquals(201, planned.statusCode(), planned.body());
        String id = Client.json(planned).path("id").asText();
        String state = "";
        while (!state.equals("completed")) {
            state = Client.json(here().get("/api/v1/tournaments/" + id))
                    .at("/summary/state")
                    .asText();
            assertTrue(Set.of("running", "completed").contains(state), state);
        }
        refuses(409, "is over already", here().post("/api/v1/tournaments/" + id + "/cancel", ""));

        String other = Client.json(here().post(
                                "/api/v1/tournaments",
                                TinyTournament.SPEC
                                        .replace("tiny", "other")
                                        .replace("attack: darken\n    label", "attack: dawdle\n    label")
                                        .replace("    params: {share: 0.5}\n", ""),
                                TYPE,
                                YAML))
                .path("id")
                .asText();
        String cancel = "/api/v1/tournaments/" + other + "/cancel";
        refuses(400, "The body of a cancellation", here().post(cancel, "{\"reason\": \"\"}"));
        HttpResponse<String> cancelled =
                elsewhere().post(cancel, "{\"reason\": \"a test\"}", AUTHORIZATION, bearer(runner));
        assertEquals(200, cancelled.statusCode(), cancelled.body());
        JsonNode summary =
                Client.json(here().get("/api/v1/tournaments/" + other)).path("summary");
        assertEquals("cancelled", summary.path("state").asText());
        assertEquals("a test (rudi)", summary.path("reason").asText());
    }

    @Test
    void whoHearsOfAnEventFindsItInTheTables() throws Exception {
        var stream = HttpClient.newHttpClient()
                .send(here().request("/api/v1/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            String spec = TinyTournament.SPEC.replace("tiny", "heard");
            String id = Client.json(here().post("/api/v1/tournaments", spec, TYPE, YAML))
                    .path("id")
                    .asText();
            String line = lines.readLine();
            while (!(line.contains("\"TournamentCompleted\"") && line.contains(id))) {
                line = lines.readLine();
            }
            assertEquals(
                    "completed",
                    Client.json(here().get("/api/v1/tournaments/" + id))
                            .at("/summary/state")
                            .asText());
        }
    }

    @Test
    void aServerThatOnlyShowsPlansNothing() throws Exception {
        try (WebServer showing = WebServer.start(gauntlet, settings("127.0.0.1", false))) {
            refuses(
                    403,
                    "This server only shows",
                    new Client(showing.port()).post("/api/v1/tournaments", TinyTournament.SPEC, TYPE, YAML));
        }
        try (Gauntlet looking = Gauntlet.openReadOnly(config);
                WebServer reading = WebServer.start(looking, settings("127.0.0.1", false))) {
            Client client = new Client(reading.port());
            refuses(403, "read-only", client.post("/api/v1/tournaments", TinyTournament.SPEC, TYPE, YAML));
            assertEquals(200, client.get("/api/v1/tournaments").statusCode());
            HttpResponse<String> health = client.get("/health");
            assertEquals(200, health.statusCode(), health.body());
            assertTrue(Client.json(health).at("/database/readOnly").asBoolean());
        }
    }

    @Test
    void healthAndMetricsTellWhatARunningServerDoes() throws Exception {
        JsonNode health = Client.json(elsewhere().get("/health"));
        assertEquals("ok", health.path("status").asText());
        assertTrue(health.at("/database/reachable").asBoolean());
        assertEquals("tournament", health.at("/projections/0/name").asText());
        assertEquals(1, health.at("/workers/threads").asInt());
        String here = health.at("/workers/everywhere/0/name").asText();
        assertTrue(here.endsWith("/" + ProcessHandle.current().pid()), here);
        JsonNode workers = Client.json(here().get("/api/v1/workers"));
        assertEquals(here, workers.at("/workers/0/name").asText());
        assertEquals(200, here().get("/api/v1/plugins").statusCode());
        // An answer is counted once it was sent.
        String metrics = here().get("/metrics").body();
        String answered = "http_server_requests_seconds_count{method=\"GET\",status=\"200\",uri=\"/api/v1/plugins\"}";
        while (!metrics.contains(answered)) {
            metrics = here().get("/metrics").body();
        }
        for (String name : List.of(
                "gauntlet_database_up 1.0",
                "gauntlet_event_position ",
                "gauntlet_projection_lag{projection=\"tournament\"}",
                "gauntlet_workers_threads 1.0",
                "gauntlet_workers_processes 1.0",
                "gauntlet_jobs{kind=\"match\",state=\"failed\"} 0.0",
                "gauntlet_arrays_used_bytes ",
                "jvm_memory_used_bytes{area=\"heap\"")) {
            assertTrue(metrics.contains("\n" + name), name + " in\n" + metrics);
        }
        assertFalse(metrics.contains(runner.substring(9)), "no secrets");
    }

    @Test
    void anEndingServerSaysSo() throws Exception {
        WebServer ending = WebServer.start(gauntlet, settings("127.0.0.1", true));
        Client client = new Client(ending.port());
        var stream = HttpClient.newHttpClient()
                .send(client.request("/api/v1/stream").build(), HttpResponse.BodyHandlers.ofInputStream());
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(stream.body(), StandardCharsets.UTF_8))) {
            lines.readLine();
            assertEquals("event: hello", lines.readLine());
            ending.ending(30);
            String line = lines.readLine();
            while (!line.equals("event: ending")) {
                line = lines.readLine();
            }
            assertEquals("data: {\"seconds\":30}", lines.readLine());
            HttpResponse<String> health = client.get("/health");
            assertEquals(503, health.statusCode());
            assertEquals("ending", Client.json(health).path("status").asText());
            refuses(503, "is ending", client.post("/api/v1/tournaments", TinyTournament.SPEC, TYPE, YAML));
            ending.close();
            // Read to its end, which comes.
            assertTrue(lines.lines().noneMatch("event: hello"::equals));
        }
    }
}
