package io.gauntlet.arena.parameter;

import java.util.List;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import org.jspecify.annotations.Nullable;

import io.gauntlet.api.Stencil;
import io.gauntlet.arena.InvalidInputException;

/** A mask: the name of its file, {@code none}, or a mapping that holds all of it, which is how it is written out. */
record StencilType(@Nullable StencilFiles files) implements ValueType {
    private static final String NONE = "none";
    private static final String HEIGHT = "height";
    private static final String WIDTH = "width";
    private static final String BITS = "bits";
    private static final String SHA = "sha256";

    @Override
    public String noun() {
        return "mask file";
    }

    @Override
    public String nouns() {
        return "mask files";
    }

    @Override
    public String allowed(Bounds bounds) {
        return "the name of a PNG or npy file, or " + NONE;
    }

    @Override
    public String range(Bounds bounds) {
        return "";
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        try {
            if (node.isTextual()) {
                return node.textValue().equals(NONE) ? Stencil.NONE : open(node.textValue());
            }
            boolean whole = node.isObject()
                    && node.path(HEIGHT).isIntegralNumber()
                    && node.path(WIDTH).isIntegralNumber()
                    && node.path(BITS).isTextual()
                    && node.path(SHA).isTextual()
                    && node.size() == 4;
            if (!whole) {
                throw new Mismatch(allowed(bounds), Given.words(node));
            }
            return new Stencil(
                    node.path(HEIGHT).intValue(),
                    node.path(WIDTH).intValue(),
                    node.path(BITS).textValue(),
                    node.path(SHA).textValue());
        } catch (InvalidInputException | IllegalArgumentException e) {
            throw new Mismatch(List.of(new ParameterProblem("", String.valueOf(e.getMessage()))));
        }
    }

    private Stencil open(String file) {
        if (files == null) {
            throw new InvalidInputException("The file of a mask cannot be named here.");
        }
        return files.read(file);
    }

    @Override
    public JsonNode write(Object value) {
        Stencil stencil = (Stencil) value;
        return stencil.none()
                ? TextNode.valueOf(NONE)
                : JsonNodeFactory.instance
                        .objectNode()
                        .put(BITS, stencil.bits())
                        .put(HEIGHT, stencil.height())
                        .put(SHA, stencil.sha256())
                        .put(WIDTH, stencil.width());
    }

    @Override
    public JsonNode fromText(String text) {
        return TextNode.valueOf(text);
    }

    @Override
    public ObjectNode schema(Bounds bounds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode();
        schema.putArray("type").add("string").add("object");
        return schema;
    }
}
