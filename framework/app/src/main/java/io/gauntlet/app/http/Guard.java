package io.gauntlet.app.http;

import java.util.Locale;

import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/**
 * Lets through what browsers may send here. A page of another site that points its own name at this address is refused,
 * since its Host header names that site, and so is whatever such a page would write.
 */
final class Guard implements Handler<RoutingContext> {
    private final ServerSettings settings;
    private final String policy;

    /** @param scriptHashes of scripts that are written into the page, as in a Content-Security-Policy */
    Guard(ServerSettings settings, String scriptHashes) {
        this.settings = settings;
        policy = "default-src 'self'; script-src 'self'" + (scriptHashes.isEmpty() ? "" : " " + scriptHashes)
                + "; style-src 'self' 'unsafe-inline'; img-src 'self' data: blob:; object-src 'none'; base-uri 'none';"
                + " form-action 'self'; frame-ancestors 'none'";
    }

    /** Whether a request reads and changes nothing. */
    static boolean reads(HttpServerRequest request) {
        return request.method().equals(HttpMethod.GET) || request.method().equals(HttpMethod.HEAD);
    }

    @Override
    public void handle(RoutingContext context) {
        HttpServerResponse response = context.response();
        response.putHeader("Content-Security-Policy", policy)
                .putHeader("X-Content-Type-Options", "nosniff")
                .putHeader("X-Frame-Options", "DENY")
                .putHeader("Referrer-Policy", "same-origin")
                .putHeader("Cross-Origin-Opener-Policy", "same-origin")
                .putHeader("Cross-Origin-Resource-Policy", "same-origin");
        HttpServerRequest request = context.request();
        HostAndPort host = request.authority();
        if (host == null || !ours(host.host(), request.localAddress())) {
            Replies.failure(
                    context,
                    403,
                    settings.exposed()
                            ? "This server does not answer to that name: `./gauntlet serve --public-host NAME` adds one."
                            : "This server answers to 127.0.0.1 and localhost only.");
            return;
        }
        if (!reads(request) && foreign(request, host)) {
            Replies.failure(context, 403, "Pages of other sites cannot change anything here.");
            return;
        }
        context.next();
    }

    /** A number cannot be pointed elsewhere, so the one that the connection came to is as good as a name. */
    private boolean ours(String name, @Nullable SocketAddress local) {
        String address = local == null ? null : local.hostAddress();
        return settings.names(name)
                || (settings.exposed() && address != null && address.equals(name.replaceAll("[\\[\\]]", "")));
    }

    /** Browsers say where a request comes from; programs say nothing. */
    private static boolean foreign(HttpServerRequest request, HostAndPort host) {
        String site = request.getHeader("Sec-Fetch-Site");
        if (site != null) {
            return !site.equals("same-origin") && !site.equals("none");
        }
        String origin = request.getHeader("Origin");
        if (origin == null) {
            return false;
        }
        String own = host.host() + (host.port() < 0 ? "" : ":" + host.port());
        String given = origin.substring(origin.indexOf("://") < 0 ? 0 : origin.indexOf("://") + 3);
        return !given.toLowerCase(Locale.ROOT).equals(own.toLowerCase(Locale.ROOT));
    }
}
