package io.gauntlet.app.http;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

import com.fasterxml.jackson.databind.JsonNode;
import io.vertx.core.http.HttpMethod;
import io.vertx.ext.web.Route;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The document of the API and what the server does are the same. */
class ApiContractTest {
    private static final String ROOT = "/api/v1";

    private static ServedTournament served;
    private static Client client;
    private static Contract contract;

    @BeforeAll
    static void start() throws Exception {
        served = ServedTournament.start();
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
        JsonNode tournament = answer("/tournaments").at("/tournaments/0");
        String id = tournament.path("id").asText();
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
            if (!operation.startsWith("GET ") || operation.endsWith(".png") || operation.endsWith("/stream")) {
                continue;
            }
            String path = operation.substring("GET ".length());
            String asked = given.getOrDefault(path, path)
                    .replace("{id}", id)
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
    void refusalsAreWhatTheDocumentPromises() throws Exception {
        HttpResponse<String> none = client.get(ROOT + "/matches/x");
        assertEquals(404, none.statusCode());
        assertEquals(List.of(), contract.breaches("get", "/matches/{id}", 404, Client.json(none)));
        HttpResponse<String> refused =
                client.post(ROOT + "/tournaments", "name: x", "Content-Type", "application/yaml");
        assertEquals(403, refused.statusCode());
        assertEquals(List.of(), contract.breaches("post", "/tournaments", 403, Client.json(refused)));
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
