package io.gauntlet.app.http;

import java.util.UUID;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/** What a request gives. */
final class Given {
    private Given() {}

    /** A whole number of the query, in a range. @throws HttpFailure when it is not one */
    static long number(RoutingContext context, String name, long least, long most, long otherwise) {
        String text = context.request().getParam(name);
        if (text == null || text.isEmpty()) {
            return otherwise;
        }
        try {
            long number = Long.parseLong(text);
            if (number >= least && number <= most) {
                return number;
            }
        } catch (NumberFormatException e) {
            // Answered below like a number out of range.
        }
        throw new HttpFailure(
                400, "The parameter '" + name + "' must be a whole number from " + least + " to " + most + ".");
    }

    /** A text of the query; null when there is none. */
    static @Nullable String text(RoutingContext context, String name) {
        String text = context.request().getParam(name);
        return text == null || text.isEmpty() ? null : text;
    }

    /** An id of the path. @throws HttpFailure when it is not one, as when nothing has it */
    static UUID id(RoutingContext context, String what) {
        return id(context, "id", what);
    }

    /** An id of the path by the name of its part. */
    static UUID id(RoutingContext context, String name, String what) {
        String text = context.pathParam(name);
        try {
            UUID id = UUID.fromString(text);
            if (id.toString().equals(text)) {
                return id;
            }
        } catch (IllegalArgumentException e) {
            // Answered below.
        }
        throw HttpFailure.notFound("There is no " + what + " '" + text + "'.");
    }
}
