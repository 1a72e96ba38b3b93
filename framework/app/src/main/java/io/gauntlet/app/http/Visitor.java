package io.gauntlet.app.http;

import io.vertx.ext.web.RoutingContext;

import io.gauntlet.store.projection.AccessTokens.Role;

/**
 * Who sends a request.
 *
 * @param name of the token; of one without, what the record calls the user of this machine
 * @param role what may be done
 */
record Visitor(String name, Role role) {
    /** Somebody on this machine, whom the server trusts because nobody else reaches it. */
    static final Visitor HERE = new Visitor("local", Role.ADMIN);

    private static final String KEY = Visitor.class.getName();

    void enters(RoutingContext context) {
        context.put(KEY, this);
    }

    /** The one that {@link Access} let in. */
    static Visitor of(RoutingContext context) {
        Visitor visitor = context.get(KEY);
        if (visitor == null) {
            throw new IllegalStateException("Nobody was let in.");
        }
        return visitor;
    }
}
