package io.gauntlet.e2e;

import java.io.File;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Stream;

import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Assumptions;

/** The system's Chromium, driven by Playwright. */
final class Browser implements AutoCloseable {
    private final Playwright playwright;
    private final com.microsoft.playwright.Browser browser;

    private Browser(Path executable) {
        playwright = Playwright.create(
                new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
        browser = playwright
                .chromium()
                .launch(new BrowserType.LaunchOptions()
                        .setExecutablePath(executable)
                        .setHeadless(true)
                        .setChromiumSandbox(false)
                        .setArgs(List.of(
                                "--disable-dev-shm-usage",
                                "--disable-gpu",
                                "--no-first-run",
                                "--disable-background-networking",
                                "--disable-component-update",
                                "--disable-sync")));
    }

    /** How long a page may take to show what is expected of it: a slow machine is no fault of the page. */
    static final double PATIENCE_MILLIS = 60_000;

    /** Starts it; without one the test fails where a browser is required and is skipped with a reason elsewhere. */
    static Browser launch() {
        Optional<Path> executable = find();
        if (executable.isEmpty()) {
            String reason = "No Chromium was found: install one (apt-get install chromium) or name it in CHROMIUM.";
            if (Boolean.parseBoolean(System.getenv("GAUNTLET_REQUIRE_BROWSER"))) {
                Assertions.fail(reason);
            }
            System.out.println("The browser test is skipped. " + reason);
            Assumptions.abort(reason);
        }
        PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE_MILLIS);
        return new Browser(executable.orElseThrow());
    }

    private static Optional<Path> find() {
        Stream<String> named = Stream.of(System.getenv("CHROMIUM"), System.getenv("CHROME_BIN"))
                .filter(Objects::nonNull);
        Stream<String> onPath = Stream.of("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")
                .flatMap(name -> Arrays.stream(System.getenv("PATH").split(File.pathSeparator))
                        .map(folder -> folder + File.separator + name));
        Stream<String> applications = Stream.of(
                "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
                "/Applications/Chromium.app/Contents/MacOS/Chromium");
        return Stream.of(named, onPath, applications)
                .flatMap(names -> names)
                .map(Path::of)
                .filter(Files::isExecutable)
                .findFirst();
    }

    com.microsoft.playwright.Browser browser() {
        return browser;
    }

    @Override
    public void close() {
        browser.close();
        playwright.close();
    }
}
