package io.gauntlet.app.http;

import java.util.Set;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.ext.web.RoutingContext;

import io.gauntlet.arena.InvalidInputException;

/**
 * Lets through what this machine's browser may ask: reads, addressed to this machine by name. A page of another site
 * that points its own name at this address is refused, since its Host header names that site.
 */
final class Guard implements Handler<RoutingContext> {
    private static final Set<String> NAMES = Set.of("localhost", "127.0.0.1", "::1", "[::1]");

    private final String policy;

    /** @param scriptHashes of scripts that are written into the page, as in a Content-Security-Policy */
    Guard(String scriptHashes) {
        policy = "default-src 'self'; script-src 'self'" + (scriptHashes.isEmpty() ? "" : " " + scriptHashes)
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
                + " form-action 'none'; frame-ancestors 'none'";
    }

    /** Refuses addresses that others could reach. @throws InvalidInputException when it is not a loopback address */
    static void checkHost(String host) {
        if (!NAMES.contains(host)) {
            throw new InvalidInputException(
                    "The address " + host + " can be reached by others, and access by tokens does"
                            + " not exist yet: serve on 127.0.0.1, and use an SSH tunnel from elsewhere.");
        }
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "no-referrer")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        HostAndPort host = context.request().authority();
        if (host == null || !NAMES.contains(host.host())) {
            Replies.failure(context, 403, "This server answers to 127.0.0.1 and localhost only.");
            return;
        }
        HttpMethod method = context.request().method();
        if (!method.equals(HttpMethod.GET) && !method.equals(HttpMethod.HEAD)) {
            response.putHeader("Allow", "GET, HEAD");
            Replies.failure(context, 405, "Only GET and HEAD are understood.");
            return;
        }
        context.next();
    }
}
