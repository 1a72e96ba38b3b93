package io.gauntlet.bench.report;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * All that one run of a benchmark measured.
 *
 * @param benchmark its name
 * @param facts where and with what it ran, in the order shown
 * @param tables what was measured
 */
public record Report(String benchmark, Map<String, String> facts, List<Table> tables) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Copies, keeping the order. */
    public Report {
        facts = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(facts));
        tables = List.copyOf(tables);
    }

    /** For people. */
    public List<String> text() {
        List<String> text = new ArrayList<>();
        facts.forEach((name, value) -> text.add(name + ": " + value));
        for (Table table : tables) {
            text.add("");
            text.addAll(table.text());
        }
        return text;
    }

    /** For programs. What was not measured is null. */
    public String json() {
        ObjectNode root = JSON.createObjectNode().put("benchmark", benchmark);
        ObjectNode named = root.putObject("facts");
        facts.forEach(named::put);
        ArrayNode all = root.putArray("tables");
        for (Table table : tables) {
            ObjectNode node = all.addObject()
                    .put("title", table.title())
                    .put("unit", table.unit())
                    .put("ratio", table.ratio());
            ArrayNode lines = node.putArray("lines");
            table.lines().forEach(line -> add(lines.addObject(), table, line));
        }
        return root.toPrettyString();
    }

    private static void add(ObjectNode node, Table table, Line line) {
        node.put("name", line.name());
        number(node, "ours", line.ours());
        ObjectNode peers = node.putObject("peers");
        for (int i = 0; i < table.peers().size(); i++) {
            number(peers, table.peers().get(i), line.peers().get(i));
        }
        number(node, "ratio", line.ratio().median());
        number(node, "lowerQuartile", line.ratio().lower());
        number(node, "upperQuartile", line.ratio().upper());
        line.goal().ifPresent(goal -> node.putObject("goal").put(goal.most() ? "atMost" : "atLeast", goal.bound()));
        node.put("met", line.met());
    }

    private static void number(ObjectNode node, String name, double value) {
        if (Double.isFinite(value)) {
            node.put(name, value);
        } else {
            node.putNull(name);
        }
    }
}
