package io.gauntlet.app.cli;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Optional;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;

import io.gauntlet.app.json.Json;
import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.runtime.GauntletFailure;

/** A server that runs in another process, asked over its API. */
final class RunningServer {
    private static final Duration CONNECT = Duration.ofSeconds(10);

    /** A server does one write after another, and another may load a data set. */
    private static final Duration ANSWER = Duration.ofMinutes(10);

    private static final int UNAUTHORIZED = 401;
    private static final int LEAST_FAILURE = 400;

    private final String url;
    private final Optional<String> token;

    /**
     * Names one.
     *
     * @param url where it is, such as {@code http://127.0.0.1:8080}
     * @param token what it knows the user by; empty where it trusts the users of the machine
     */
    RunningServer(String url, Optional<String> token) {
        this.url = url.replaceAll("/+$", "");
        this.token = token;
    }

    /**
     * Asks it to change something.
     *
     * @param path below {@code /api/v1/}
     * @return its answer
     * @throws GauntletFailure when no server answers, or it refuses, with what to do
     */
    JsonNode post(String path) throws InterruptedException {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(address(path)).timeout(ANSWER).POST(HttpRequest.BodyPublishers.noBody());
        token.ifPresent(secret -> request.header("Authorization", "Bearer " + secret));
        try {
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(CONNECT)
                    .build()
                    .send(request.build(), HttpResponse.BodyHandlers.ofString());
            return answer(response);
        } catch (IOException e) {
            throw new GauntletFailure(
                    "No server answers at " + url + " (" + e.getClass().getSimpleName()
                            + "): start one with `./gauntlet serve --workers N`, or name its address with --url.",
                    e);
        }
    }

    private URI address(String path) {
        try {
            URI address = URI.create(url + "/api/v1/" + path);
            if (address.getHost() != null && String.valueOf(address.getScheme()).startsWith("http")) {
                return address;
            }
        } catch (IllegalArgumentException e) {
            // Said below.
        }
        throw new InvalidInputException(
                "The option --url takes the address of a server, such as http://127.0.0.1:8080; '" + url
                        + "' is none.");
    }

    private JsonNode answer(HttpResponse<String> response) {
        JsonNode body = json(response.body());
        if (response.statusCode() == UNAUTHORIZED && token.isEmpty()) {
            throw new GauntletFailure(
                    "The server at " + url
                            + " needs a token of the role admin: name it with GAUNTLET_TOKEN or --token.",
                    null);
        }
        if (response.statusCode() >= LEAST_FAILURE || body.isMissingNode()) {
            String sentence = body.path("error").asText();
            throw new GauntletFailure(
                    sentence.isEmpty()
                            ? "What answers at " + url + " is no Gauntlet server: name its address with --url."
                            : sentence,
                    null);
        }
        return body;
    }

    private static JsonNode json(String body) {
        try {
            return Json.parse(body);
        } catch (IllegalStateException e) {
            return MissingNode.getInstance();
        }
    }
}
