package io.gauntlet.app.http;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Optional;

import io.vertx.core.Future;
import io.vertx.core.Handler;
import io.vertx.core.http.Cookie;
import io.vertx.core.http.CookieSameSite;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.net.HostAndPort;
import io.vertx.core.net.SocketAddress;
import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

import io.gauntlet.store.projection.AccessTokens;
import io.gauntlet.store.projection.AccessTokens.Role;
import io.gauntlet.store.projection.AccessTokens.Token;

/**
 * Lets in who shows a token whose role suffices: as {@code Authorization: Bearer}, or in the cookie that {@link Login}
 * sets. A server that only this machine reaches lets its users in without one.
 */
final class Access {
    private static final String COOKIE = "gauntlet-token";
    private static final String BEARER = "Bearer ";
    private static final long LOOK_AGAIN_MILLIS = 15_000;

    /** What proxies add: then the request does not come from here, whatever the connection says. */
    private static final List<String> FORWARDED =
            List.of("Forwarded", "X-Forwarded-For", "X-Forwarded-Host", "X-Real-IP", "Via");

    private final AccessTokens tokens;
    private final boolean open;

    /** @param open whether this machine's users need no token */
    Access(AccessTokens tokens, boolean open) {
        this.tokens = tokens;
        this.open = open;
    }

    /** Passes on the requests of those who have a role, and refuses all others. */
    Handler<RoutingContext> needs(Role role) {
        return context -> enter(context, role, open);
    }

    /** As {@link #needs}, but this machine's users need no token even where others reach the server. */
    Handler<RoutingContext> needsElsewhere(Role role) {
        return context -> enter(context, role, true);
    }

    private void enter(RoutingContext context, Role role, boolean trusting) {
        HttpServerRequest request = context.request();
        String header = request.getHeader("Authorization");
        if (header == null && trusting && local(request)) {
            Visitor.HERE.enters(context);
            context.next();
            return;
        }
        Optional<String> secret = secret(context);
        if (secret.isEmpty()) {
            refuse(context, "A token is needed: send it as `Authorization: Bearer TOKEN`, or log in at /login.");
            return;
        }
        // The body must not be gone when the database has answered.
        request.pause();
        check(context, secret.get())
                .onFailure(failure -> Replies.failure(context, failure))
                .onSuccess(token -> {
                    if (token.isEmpty()) {
                        // A browser that shows the page again is asked to log in.
                        context.response().addCookie(forgetting());
                        refuse(context, "This token is not valid, or was revoked: ask for another.");
                    } else if (!token.get().role().allows(role)) {
                        Replies.failure(
                                context,
                                403,
                                "This needs the role " + role.id() + ", and the token '"
                                        + token.get().name() + "' has the role "
                                        + token.get().role().id() + ".");
                    } else {
                        new Visitor(token.get().name(), token.get().role()).enters(context);
                        request.resume();
                        context.next();
                    }
                });
    }

    private static void refuse(RoutingContext context, String sentence) {
        context.response().putHeader("WWW-Authenticate", "Bearer realm=\"gauntlet\"");
        Replies.failure(context, 401, sentence);
    }

    /** Whom a secret belongs to. */
    Future<Optional<Token>> check(RoutingContext context, String secret) {
        return context.vertx().executeBlocking(() -> tokens.check(secret), false);
    }

    /** Ends a long answer soon after the token was revoked that began it. */
    void watch(RoutingContext context) {
        Optional<String> secret = secret(context);
        if (Visitor.of(context).equals(Visitor.HERE) || secret.isEmpty()) {
            return;
        }
        long timer = context.vertx()
                .setPeriodic(
                        LOOK_AGAIN_MILLIS,
                        id -> check(context, secret.get()).onSuccess(token -> {
                            if (token.isEmpty()) {
                                context.request().connection().close();
                            }
                        }));
        context.addEndHandler(ended -> context.vertx().cancelTimer(timer));
    }

    /** Whether a page would be shown only refusals: its reader must log in first. */
    boolean mustLogIn(RoutingContext context) {
        return !(open && local(context.request())) && secret(context).isEmpty();
    }

    private static Optional<String> secret(RoutingContext context) {
        String header = context.request().getHeader("Authorization");
        if (header != null) {
            boolean bearer = header.regionMatches(true, 0, BEARER, 0, BEARER.length());
            return Optional.of(bearer ? header.substring(BEARER.length()).strip() : "");
        }
        return Optional.ofNullable(context.request().getCookie(COOKIE)).map(Cookie::getValue);
    }

    /** Whether a request was sent from this machine to this machine, by no proxy that says so. */
    private static boolean local(HttpServerRequest request) {
        HostAndPort host = request.authority();
        return host != null
                && ServerSettings.loopback(host.host())
                && loopback(request.remoteAddress())
                && FORWARDED.stream().noneMatch(name -> request.headers().contains(name));
    }

    private static boolean loopback(@Nullable SocketAddress peer) {
        try {
            return peer != null
                    && peer.hostAddress() != null
                    && InetAddress.getByName(peer.hostAddress()).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A cookie that browsers send back to this server alone, and that no script can read. */
    static Cookie cookie(String secret, boolean secure) {
        return Cookie.cookie(COOKIE, secret)
                .setHttpOnly(true)
                .setSecure(secure)
                .setSameSite(CookieSameSite.STRICT)
                .setPath("/");
    }

    /** The cookie that makes browsers forget. */
    static Cookie forgetting() {
        return cookie("", false).setMaxAge(0);
    }
}
