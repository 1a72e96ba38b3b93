package io.gauntlet.app.http;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;

import io.vertx.ext.web.RoutingContext;

import io.gauntlet.arena.InvalidInputException;
import io.gauntlet.arena.catalog.Catalog;
import io.gauntlet.arena.spec.ModelFiles;
import io.gauntlet.arena.spec.SpecReader;
import io.gauntlet.arena.spec.TournamentSpec;

/** A spec in the body of a request. */
final class SpecBody {
    private static final Set<String> TYPES =
            Set.of("application/yaml", "application/x-yaml", "text/yaml", "text/x-yaml", "application/json");

    private SpecBody() {}

    /**
     * Reads and checks it.
     *
     * @throws HttpFailure when the body is of another type
     * @throws InvalidInputException when something in the spec is wrong
     */
    static TournamentSpec read(RoutingContext context, Catalog catalog, ModelFiles models) {
        checkType(context);
        return SpecReader.read(text(context), "the spec", catalog, models);
    }

    /** A form of another site can send only other types. */
    private static void checkType(RoutingContext context) {
        String header = context.request().getHeader("Content-Type");
        String type =
                header == null ? "" : header.replaceFirst(";.*", "").strip().toLowerCase(Locale.ROOT);
        if (!TYPES.contains(type)) {
            throw new HttpFailure(
                    415, "Send the spec with the header `Content-Type: application/yaml`, or application/json.");
        }
    }

    /** The body as text. @throws InvalidInputException when it is none */
    static String text(RoutingContext context) {
        byte[] bytes = context.body().buffer() == null
                ? new byte[0]
                : context.body().buffer().getBytes();
        try {
            return StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
        } catch (CharacterCodingException e) {
            throw new InvalidInputException("The body is not text in UTF-8.", e);
        }
    }
}
