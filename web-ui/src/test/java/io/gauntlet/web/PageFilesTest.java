package io.gauntlet.web;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

class PageFilesTest {
    private static final String MAIN = "/app/main.js";
    private static final Pattern IMPORT = Pattern.compile("\\b(?:import|from)\\s*(?:\\(\\s*)?\"([^\"\\s]+)\"");
    private static final Pattern NAMED = Pattern.compile("(?:src|href)=\"([^\"]+)\"");
    private static final Pattern OTHER_HOST = Pattern.compile("(?:https?:|wss?:|[\"'(])//(?!www\\.w3\\.org/)[\\w.-]+");

    private final String index = PageFiles.read("/index.html").orElseThrow();
    private final ImportMap imports = new ImportMap(index);

    @Test
    void everyImportOfEveryModuleIsFound() {
        List<String> missing = new ArrayList<>();
        TreeSet<String> seen = new TreeSet<>();
        Deque<String> next = new ArrayDeque<>(List.of(MAIN));
        while (!next.isEmpty()) {
            String module = next.remove();
            if (!seen.add(module)) {
                continue;
            }
            String text = PageFiles.read(module).orElseThrow();
            for (String specifier : imported(text)) {
                Optional<String> path = imports.resolve(module, specifier);
                if (path.flatMap(PageFiles::read).isEmpty()) {
                    missing.add(module + " imports " + specifier);
                } else {
                    next.add(path.orElseThrow());
                }
            }
        }
        assertEquals(List.of(), missing);
        assertTrue(seen.stream().anyMatch(path -> path.startsWith("/lib/lit-html/")), "Lit is used: " + seen);
        assertTrue(seen.stream().anyMatch(path -> path.startsWith("/lib/echarts/")), "ECharts is used: " + seen);
    }

    @Test
    void everyModuleIsUsed() {
        TreeSet<String> used = new TreeSet<>(List.of(MAIN, "/app/chosen-theme.js"));
        for (String module : PageFiles.own(".js")) {
            imported(PageFiles.read(module).orElseThrow()).stream()
                    .flatMap(specifier -> imports.resolve(module, specifier).stream())
                    .forEach(used::add);
        }
        assertEquals(
                List.of(),
                PageFiles.own(".js").stream()
                        .filter(path -> !used.contains(path))
                        .toList());
    }

    @Test
    void everyEntryOfTheImportMapIsOnTheClassPath() {
        assertFalse(imports.entries().isEmpty());
        assertEquals(
                List.of(),
                imports.entries().values().stream()
                        .filter(path -> !path.endsWith("/"))
                        .filter(path -> PageFiles.read(path).isEmpty())
                        .toList());
    }

    @Test
    void everythingThatTheIndexNamesIsThereByAnAbsolutePath() {
        List<String> named =
                NAMED.matcher(index).results().map(found -> found.group(1)).toList();
        assertTrue(named.contains(MAIN));
        assertEquals(
                List.of(),
                named.stream()
                        .filter(path ->
                                !path.startsWith("/") || PageFiles.read(path).isEmpty())
                        .toList());
    }

    @Test
    void everyStyleSheetIsLinked() {
        assertEquals(
                List.of(),
                PageFiles.own(".css").stream()
                        .filter(path -> !index.contains("href=\"" + path + "\""))
                        .toList());
    }

    @Test
    void noFileNamesAnotherHost() {
        List<String> hosts = Stream.of(".html", ".js", ".css", ".svg")
                .flatMap(ending -> PageFiles.own(ending).stream())
                .flatMap(path -> {
                    Matcher host = OTHER_HOST.matcher(PageFiles.read(path).orElseThrow());
                    return host.results().map(found -> path + " names " + found.group());
                })
                .toList();
        assertEquals(List.of(), hosts);
    }

    private static List<String> imported(String module) {
        return IMPORT.matcher(module).results().map(found -> found.group(1)).toList();
    }
}
