package io.gauntlet.arena.parameter;

import java.math.BigDecimal;
import java.util.Locale;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.DecimalNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;

/** Numbers. Whole ones take {@code 1.0} but not {@code 1.5}; NaN and infinity are never taken. */
enum NumberType implements ValueType {
    INT(BigDecimal.valueOf(Integer.MIN_VALUE), BigDecimal.valueOf(Integer.MAX_VALUE), true),
    LONG(BigDecimal.valueOf(Long.MIN_VALUE), BigDecimal.valueOf(Long.MAX_VALUE), true),
    FLOAT(new BigDecimal(-Float.MAX_VALUE), new BigDecimal(Float.MAX_VALUE), false),
    DOUBLE(new BigDecimal(-Double.MAX_VALUE), new BigDecimal(Double.MAX_VALUE), false);

    private final BigDecimal least;
    private final BigDecimal greatest;
    private final boolean whole;

    NumberType(BigDecimal least, BigDecimal greatest, boolean whole) {
        this.least = least;
        this.greatest = greatest;
        this.whole = whole;
    }

    @Override
    public String noun() {
        return whole ? "whole number" : "number";
    }

    @Override
    public String nouns() {
        return noun() + "s";
    }

    @Override
    public String allowed(Bounds bounds) {
        return "a " + noun() + bounds.after();
    }

    @Override
    public String range(Bounds bounds) {
        return bounds.words();
    }

    @Override
    public Object read(JsonNode node, Bounds bounds) throws Mismatch {
        if (!node.isNumber() || !finite(node)) {
            throw new Mismatch(allowed(bounds), Given.words(node));
        }
        BigDecimal value = new BigDecimal(CanonicalJson.number(node));
        if (!bounds.contains(value) || (whole && fraction(value))) {
            throw new Mismatch(allowed(bounds), Given.words(node));
        }
        if (value.compareTo(least) < 0 || value.compareTo(greatest) > 0) {
            String limit = whole ? " from " + least + " to " + greatest : " that a " + this + " can hold";
            throw new Mismatch("a " + noun() + limit, Given.words(node));
        }
        return switch (this) {
            case INT -> value.intValue();
            case LONG -> value.longValue();
            case FLOAT -> value.floatValue();
            case DOUBLE -> value.doubleValue();
        };
    }

    private static boolean fraction(BigDecimal value) {
        return value.stripTrailingZeros().scale() > 0;
    }

    private static boolean finite(JsonNode node) {
        return !(node.isDouble() || node.isFloat()) || Double.isFinite(node.doubleValue());
    }

    @Override
    public JsonNode write(Object value) {
        BigDecimal decimal = new BigDecimal(value.toString());
        return CanonicalJson.normalise(DecimalNode.valueOf(decimal));
    }

    @Override
    public JsonNode fromText(String text) {
        try {
            return DecimalNode.valueOf(new BigDecimal(text.strip()));
        } catch (NumberFormatException e) {
            return TextNode.valueOf(text);
        }
    }

    @Override
    public ObjectNode schema(Bounds bounds) {
        ObjectNode schema = JsonNodeFactory.instance.objectNode().put("type", whole ? "integer" : "number");
        if (bounds.hasMin()) {
            schema.set("minimum", CanonicalJson.normalise(DecimalNode.valueOf(Bounds.decimal(bounds.min()))));
        }
        if (bounds.hasMax()) {
            schema.set("maximum", CanonicalJson.normalise(DecimalNode.valueOf(Bounds.decimal(bounds.max()))));
        }
        return schema;
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT);
    }
}
