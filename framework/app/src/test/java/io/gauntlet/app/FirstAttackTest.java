package io.gauntlet.app;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

import org.junit.jupiter.api.Test;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** The code of docs/first-attack.md is that of the example, which is compiled and tested as an outsider would. */
class FirstAttackTest {
    private static final Path ROOT = Path.of("..", "..");
    private static final Path EXAMPLE = ROOT.resolve("examples/plugin-attack/src");
    private static final Pattern MARKED = Pattern.compile("(?s)( *)// tutorial: (\\w+)\\n(.*?)\\n *// end: \\2\\n");
    private static final Pattern SHOWN = Pattern.compile("(?s)<!-- snippet: (\\w+) -->\\n```java\\n(.*?)\\n```");

    @Test
    void theTutorialShowsTheExample() throws IOException {
        Map<String, String> marked = new TreeMap<>();
        for (String file :
                List.of("main/java/org/example/nifgsm/NiFgsm.java", "test/java/org/example/nifgsm/NiFgsmTest.java")) {
            for (MatchResult one : MARKED.matcher(Files.readString(EXAMPLE.resolve(file)))
                    .results()
                    .toList()) {
                marked.put(one.group(2), one.group(3).replaceAll("(?m)^" + one.group(1), ""));
            }
        }
        String tutorial = Files.readString(ROOT.resolve("docs/first-attack.md"));
        Map<String, String> shown = new TreeMap<>();
        SHOWN.matcher(tutorial).results().forEach(one -> shown.put(one.group(1), one.group(2)));
        assertEquals(marked, shown);
        assertEquals(7, shown.size());
        assertEquals(7, tutorial.split("```java", -1).length - 1, "code that is not the example's");
    }
}
