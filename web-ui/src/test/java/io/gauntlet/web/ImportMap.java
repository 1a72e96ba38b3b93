package io.gauntlet.web;

import java.net.URI;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The import map of the page: how a browser finds the file of an import. */
final class ImportMap {
    private static final Pattern SCRIPT = Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);
    private static final Pattern ENTRY = Pattern.compile("\"([^\"]+)\"\\s*:\\s*\"([^\"]+)\"");

    private final Map<String, String> entries = new TreeMap<>();

    /** Reads the import map of a page. @throws IllegalArgumentException when it has none */
    ImportMap(String html) {
        Matcher script = SCRIPT.matcher(html);
        if (!script.find()) {
            throw new IllegalArgumentException("The page has no import map.");
        }
        Matcher entry = ENTRY.matcher(script.group(1));
        while (entry.find()) {
            entries.put(entry.group(1), entry.group(2));
        }
    }

    /** Names to paths; a name with a slash at its end stands for all that begins with it. */
    Map<String, String> entries() {
        return entries;
    }

    /** The path that an import in the module at {@code importer} means; empty when a browser would refuse it. */
    Optional<String> resolve(String importer, String specifier) {
        if (specifier.startsWith("./") || specifier.startsWith("../") || specifier.startsWith("/")) {
            return Optional.of(URI.create(importer).resolve(specifier).getPath());
        }
        if (entries.containsKey(specifier)) {
            return Optional.ofNullable(entries.get(specifier));
        }
        return entries.keySet().stream()
                .filter(name -> name.endsWith("/") && specifier.startsWith(name))
                .max(Comparator.comparingInt(String::length))
                .map(name -> entries.get(name) + specifier.substring(name.length()));
    }
}
