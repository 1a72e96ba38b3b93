package io.gauntlet.app.http;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** The small form in which a reader of the page shows a token, which a cookie then shows for them. */
final class Login {
    private static final String FORM = "login.html";
    private static final String NEXT = "next";
    private static final String FAILURE = "<!--failure-->";

    private final Access access;
    private final String form;

    Login(Access access) {
        this.access = access;
        this.form = form();
    }

    private static String form() {
        try (InputStream file = Login.class.getResourceAsStream(FORM)) {
            if (file == null) {
                throw new IllegalStateException("The form " + FORM + " is missing.");
            }
            return new String(file.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("The form " + FORM + " cannot be read", e);
        }
    }

    /** Shows the form. */
    void show(RoutingContext context) {
        html(context, 200, "");
    }

    private void html(RoutingContext context, int status, String failure) {
        context.response()
                .setStatusCode(status)
                .putHeader("Content-Type", "text/html; charset=utf-8")
                .putHeader("Cache-Control", "no-store")
                .end(form.replace(FAILURE, failure));
    }

    /** Takes the form: sets the cookie and shows the page, or the form again. */
    void enter(RoutingContext context) {
        String secret = context.request().getFormAttribute("token");
        if (secret == null || secret.isBlank()) {
            html(context, 400, "Paste a token, which <code>./gauntlet token create NAME --role reader</code> prints.");
            return;
        }
        access.check(context, secret.strip())
                .onFailure(failure -> Replies.failure(context, failure))
                .onSuccess(token -> {
                    if (token.isEmpty()) {
                        html(context, 401, "This token is not valid, or was revoked: ask for another.");
                        return;
                    }
                    // Behind a proxy that speaks TLS, the proxy says so.
                    boolean secure = context.request().isSSL()
                            || "https".equals(context.request().getHeader("X-Forwarded-Proto"));
                    context.response().addCookie(Access.cookie(secret.strip(), secure));
                    go(context, place(context.request().getParam(NEXT)));
                });
    }

    /** Forgets the cookie. */
    void leave(RoutingContext context) {
        context.response().addCookie(Access.forgetting());
        go(context, "/login");
    }

    private static void go(RoutingContext context, String place) {
        context.response()
                .setStatusCode(303)
                .putHeader("Location", place)
                .putHeader("Cache-Control", "no-store")
                .end();
    }

    /** Sends who must log in to the form, and afterwards back to where they wanted to be. */
    static void demand(RoutingContext context) {
        go(context, "/login?" + NEXT + "=" + URLEncoder.encode(context.normalizedPath(), StandardCharsets.UTF_8));
    }

    /** A place of this page; anything else, such as another site, is the first page. */
    static String place(@Nullable String wanted) {
        boolean ours = wanted != null && wanted.matches("/[A-Za-z0-9._~%:@/-]*") && !wanted.startsWith("//");
        return ours ? wanted : "/";
    }
}
