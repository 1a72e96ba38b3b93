package io.gauntlet.app.http;

import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.gauntlet.app.TestProgram;
import io.gauntlet.app.TinyTournament;
import io.gauntlet.app.json.Json;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The document of the API and what the server does are the same. */
class ApiContractTest {
    private static final String ROOT = "/api/v1";

    /** The defender learns, and the attacker chooses the stronger of its configurations. */
    private static final String ROUNDS = TinyTournament.SPEC
            .replace("name: tiny", "name: rounds\nrounds: 3\nmaterial: 8")
            .replace("defense: plain", "defense: plain\n    adapts: true")
            .replace("params: {share: 0.5}", "choices: [{share: 0.1}, {share: 1}]")
            // All that is left is black.
            .replace("epsilon: 0.3", "epsilon: 0.9");

    private static ServedTournament served;
    private static Client client;
    private static Contract contract;

    @BeforeAll
    static void start(@TempDir Path folder) throws Exception {
        TestProgram program = new TestProgram(folder)
                .withDatabase("app_contract")
                .write("tiny.yaml", TinyTournament.SPEC)
                .write("other.yaml", TinyTournament.SPEC.replace("name: tiny", "name: other"));
        program.write("rounds.yaml", ROUNDS).run("run", "rounds.yaml", "--workers", "2");
        program.run("run", "tiny.yaml", "--workers", "2");
        program.run("run", "other.yaml", "--workers", "2");
        served = ServedTournament.start(program, true);
        client = new Client(served.port());
        contract = new Contract(answer("/openapi.json"));
    }

    @AfterAll
    static void stop() {
        served.close();
    }

    private static JsonNode answer(String path) throws Exception {
        HttpResponse<String> answer = client.get(ROOT + path);
        assertEquals(200, answer.statusCode(), answer.body());
        return Client.json(answer);
    }

    private static String tournament(String name) throws Exception {
        for (JsonNode tournament : answer("/tournaments").path("tournaments")) {
            if (tournament.path("name").asText().equals(name)) {
                return tournament.path("id").asText();
            }
        }
        throw new AssertionError("There is no tournament " + name + ".");
    }

    @Test
    void everyAddressIsDescribedAndEveryDescriptionHasAnAddress() {
        Set<String> answered = new TreeSet<>();
        for (Route route : served.server().routes()) {
            String path = route.getPath();
            if (path != null && path.startsWith(ROOT + "/")) {
                String described = path.substring(ROOT.length()).replaceAll(":(\\w+)", "{$1}");
                Set<HttpMethod> methods = route.methods() == null ? Set.of(HttpMethod.GET) : route.methods();
                methods.forEach(method -> answered.add(method.name() + " " + described));
            }
        }
        assertTrue(answered.contains("POST /tournaments"), answered.toString());
        assertEquals(answered, contract.operations());
    }

    @Test
    void everyReferenceLeadsSomewhereAndEveryRecordIsUsed() {
        assertEquals(List.of(), contract.lostReferences());
        assertEquals(Set.of(), contract.unusedRecords());
    }

    @Test
    void answersAreWhatTheDocumentPromises() throws Exception {
        String id = tournament("tiny");
        String other = tournament("other");
        String model = answer("/tournaments/" + id).at("/models/0/model").asText();
        String match =
                answer("/tournaments/" + id + "/matches").at("/matches/0/id").asText();
        Map<String, String> given = Map.of(
                "/matches/{id}",
                "/matches/" + match,
                "/flags/{id}",
                "/flags/zero-gradients",
                "/plugins/{kind}/{id}",
                "/plugins/attack/darken");
        List<String> breaches = new ArrayList<>();
        int checked = 0;
        for (String operation : contract.operations()) {
            if (!operation.startsWith("GET ")
                    || operation.endsWith(".png")
                    || operation.endsWith(".npy")
                    || operation.endsWith("/stream")) {
                continue;
            }
            String path = operation.substring("GET ".length());
            String asked = given.getOrDefault(path, path)
                    .replace("{id}", id)
                    .replace("{first}", id)
                    .replace("{second}", other)
                    .replace("{model}", model)
                    .replace("{attacker}", "darken")
                    .replace("{defender}", "plain")
                    .replace("{threatModel}", "linf-0.3-untargeted-white-box");
            contract.breaches("get", path, 200, answer(asked))
                    .forEach(breach -> breaches.add(operation + ": " + breach));
            checked++;
        }
        for (String plugin : List.of("defense/plain", "data-set/dots", "architecture/mlp")) {
            breaches.addAll(contract.breaches("get", "/plugins/{kind}/{id}", 200, answer("/plugins/" + plugin)));
        }
        assertEquals(List.of(), breaches);
        assertTrue(checked > 10, "Only " + checked + " operations were asked.");
    }

    @Test
    void roundsAreWhatTheDocumentPromises() throws Exception {
        String id = tournament("rounds");
        JsonNode tournament = answer("/tournaments/" + id);
        assertEquals(List.of(), contract.breaches("get", "/tournaments/{id}", 200, tournament));
        JsonNode rounds = answer("/tournaments/" + id + "/rounds");
        assertEquals(List.of(), contract.breaches("get", "/tournaments/{id}/rounds", 200, rounds));
        assertEquals(3, rounds.path("most").asInt());
        Map<String, JsonNode> came = new TreeMap<>();
        rounds.path("lineage").forEach(one -> came.put(one.path("label").asText(), one));
        assertTrue(came.keySet().containsAll(Set.of("plain@2", "darken-half#2")), came.toString());
        assertTrue(came.get("plain@2").path("examples").asInt() > 0, came.toString());
        assertTrue(rounds.path("begun").asInt() >= 2, rounds.toString());
        JsonNode standings = rounds.at("/races/0/standings");
        assertEquals(rounds.path("begun").asInt(), standings.size());
        assertTrue(standings.path(0).path("replayed").isNull(), "nothing was stored before the first round");
        assertTrue(standings.path(1).at("/replayed/share").isNumber(), standings.toString());
        assertEquals(
                0,
                answer("/tournaments/" + tournament("tiny") + "/rounds")
                        .path("races")
                        .size());
    }

    @Test
    void refusalsAreWhatTheDocumentPromises() throws Exception {
        HttpResponse<String> none = client.get(ROOT + "/matches/x");
        assertEquals(404, none.statusCode());
        assertEquals(List.of(), contract.breaches("get", "/matches/{id}", 404, Client.json(none)));
        HttpResponse<String> refused =
                client.post(ROOT + "/tournaments", "name: x", "Content-Type", "application/yaml");
        assertEquals(400, refused.statusCode());
        assertEquals(List.of(), contract.breaches("post", "/tournaments", 400, Client.json(refused)));
    }

    @Test
    void writesAnswerWhatTheDocumentPromises() throws Exception {
        String spec = TinyTournament.SPEC.replace("name: tiny", "name: cancelled");
        HttpResponse<String> planned = client.post(ROOT + "/tournaments", spec, "Content-Type", "application/yaml");
        assertEquals(201, planned.statusCode(), planned.body());
        assertEquals(List.of(), contract.breaches("post", "/tournaments", 201, Client.json(planned)));
        String cancel = "/tournaments/" + Client.json(planned).path("id").asText() + "/cancel";
        HttpResponse<String> cancelled = client.post(ROOT + cancel, "");
        assertEquals(200, cancelled.statusCode(), cancelled.body());
        assertEquals(List.of(), contract.breaches("post", "/tournaments/{id}/cancel", 200, Client.json(cancelled)));
        HttpResponse<String> late = client.post(ROOT + cancel, "");
        assertEquals(409, late.statusCode(), late.body());
        assertEquals(List.of(), contract.breaches("post", "/tournaments/{id}/cancel", 409, Client.json(late)));
    }

    @Test
    void estimatesAreWhatTheDocumentPromises() throws Exception {
        HttpResponse<String> answer =
                client.post(ROOT + "/estimates", TinyTournament.SPEC, "Content-Type", "application/yaml");
        assertEquals(200, answer.statusCode(), answer.body());
        List<JsonNode> lines = answer.body().lines().map(Json::parse).toList();
        for (JsonNode line : lines) {
            assertEquals(List.of(), contract.breaches("post", "/estimates", 200, line));
        }
        assertEquals(4, lines.get(0).at("/grid/matches").asInt(), answer.body());
        assertTrue(lines.stream().anyMatch(line -> line.path("trying").asText().equals("darken-half")), answer.body());
        JsonNode estimate = lines.get(lines.size() - 1).path("estimate");
        assertEquals(2, estimate.path("attackers").size(), answer.body());
        assertEquals(lines.get(0).path("grid"), estimate.path("grid"));
        HttpResponse<String> wrong = client.post(ROOT + "/estimates", "name: x", "Content-Type", "application/yaml");
        assertEquals(400, wrong.statusCode());
        assertEquals(List.of(), contract.breaches("post", "/estimates", 400, Client.json(wrong)));
    }

    @Test
    void theSpecOfATournamentMakesTheSameAgain() throws Exception {
        String id = tournament("tiny");
        String spec = client.get(ROOT + "/tournaments/" + id + "/spec").body();
        HttpResponse<String> planned = client.post(ROOT + "/tournaments", spec, "Content-Type", "application/json");
        assertEquals(201, planned.statusCode(), planned.body());
        String again = Client.json(planned).path("id").asText();
        assertEquals(
                ROOT + "/tournaments/" + again,
                planned.headers().firstValue("Location").orElseThrow());
        assertEquals(
                answer("/tournaments/" + id).at("/plan/spec"),
                answer("/tournaments/" + again).at("/plan/spec"));
        client.post(ROOT + "/tournaments/" + again + "/cancel", "");
    }

    @Test
    void aWrongSpecIsToldWithThePlaceOfEachProblem() throws Exception {
        String spec = TinyTournament.SPEC.replace("share: 0.5", "share: 7").replace("samples: 12", "samples: 0");
        HttpResponse<String> wrong = client.post(ROOT + "/tournaments", spec, "Content-Type", "application/yaml");
        assertEquals(400, wrong.statusCode());
        JsonNode problems = Client.json(wrong).path("problems");
        assertEquals("samples", problems.at("/0/path").asText(), wrong.body());
        assertEquals("attackers[1].params.share", problems.at("/1/path").asText(), wrong.body());
        assertEquals(12, problems.at("/1/line").asInt(), wrong.body());
        assertTrue(Client.error(wrong).contains("the spec, line 12, attackers[1].params.share: "), wrong.body());
    }

    @Test
    void anAnswerThatIsNotAsPromisedIsFound() throws Exception {
        JsonNode flag = answer("/flags/zero-gradients");
        assertEquals(List.of(), contract.breaches("get", "/flags/{id}", 200, flag));
        ((com.fasterxml.jackson.databind.node.ObjectNode) flag).put("more", 1).remove("title");
        assertEquals(2, contract.breaches("get", "/flags/{id}", 200, flag).size());
    }

    @Test
    void peopleReadItInThePage() throws Exception {
        HttpResponse<String> page = client.get("/api");
        assertEquals(200, page.statusCode());
        assertTrue(page.body().contains("<gauntlet-shell>"));
        assertFalse(client.get("/api/v2").body().contains("<gauntlet-shell>"));
    }
}
