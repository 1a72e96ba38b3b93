package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The arms race on the page, over a real tournament of three rounds. Screenshots are left in target/screenshots. */
class ArmsRacePageTest {
    private static final String SPEC = """
            name: rounds
            seed: 5
            data-set: blobs
            samples: 100
            architecture: mlp
            rounds: 3
            material: 100
            defenders:
              - {defense: none, label: learner, params: {epochs: 2, batch: 50}, adapts: {epochs: 1}}
              - {defense: none, params: {epochs: 2, batch: 50}}
            attackers:
              - attack: fgsm
              - {attack: pgd, choices: [{steps: 1, random-start: false}, {steps: 20}]}
            threat-models:
              - {norm: linf, epsilon: 0.1}
            slice: 50
            """;

    private static final double PATIENCE = 180_000;
    private static final LocatorAssertions.IsVisibleOptions PATIENTLY =
            new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE);

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Server server;
    private static String tournament;

    @BeforeAll
    static void playAndServe() throws Exception {
        browser = Browser.launch();
        Cli cli = CrashTest.installation(folder);
        Files.writeString(folder.resolve("rounds.yaml"), SPEC);
        cli.succeed("run", "blobs.yaml");
        cli.succeed("run", "rounds.yaml");
        server = Server.start(cli, "--workers", "2");
        tournament = id("rounds");
    }

    @AfterAll
    static void stop() {
        if (server != null) {
            server.close();
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static String id(String name) throws Exception {
        for (JsonNode one : server.get("tournaments").path("tournaments")) {
            if (one.path("name").asText().equals(name)) {
                return one.path("id").asText();
            }
        }
        throw new AssertionError("There is no tournament " + name + ".");
    }

    private static WatchedPage open(String path, int width) {
        String address = "http://127.0.0.1:" + server.port() + path;
        return WatchedPage.open(browser, address, width, 900, ColorScheme.LIGHT);
    }

    @Test
    void theChartsAndTheTableTellTheSame() throws Exception {
        JsonNode standings = server.get("tournaments/" + tournament + "/rounds").at("/races/0/standings");
        try (WatchedPage page = open("/tournaments/" + tournament + "#arms-race", 1280)) {
            Locator race = page.at().locator("gauntlet-arms-race");
            Locator rows = race.locator("table.rounds tbody tr");
            assertThat(rows).hasCount(standings.size());
            assertThat(race.locator(".chart svg")).hasCount(3);
            String learned = String.format(
                    java.util.Locale.ROOT,
                    "%.1f",
                    100 * share(standings, "learner@2").asDouble());
            assertThat(rows.filter(new Locator.FilterOptions().setHasText("learner@2"))
                            .first())
                    .containsText(learned);
            assertThat(race.locator(".chart").last())
                    .hasAttribute(
                            "aria-label", java.util.regex.Pattern.compile(".*learner " + learned + ".* in round 2.*"));
            assertThat(race.getByText("were played")).isVisible();
            assertThat(race.locator(".reason")).hasCount(0);
            assertThat(race.locator("table.lineage")).containsText("stored examples");
            assertThat(race.locator("table.lineage")).containsText("steps 20 instead of 1");
            page.at().waitForFunction("() => scrollY > 0", null);
            looks(page);
        }
    }

    private static JsonNode share(JsonNode standings, String label) {
        for (JsonNode standing : standings) {
            if (standing.path("label").asText().equals(label)) {
                return standing.at("/replayed/share");
            }
        }
        throw new AssertionError("There is no " + label + " in " + standings);
    }

    /** In light, in the dark and in a narrow window; for everybody. */
    private static void looks(WatchedPage page) throws IOException {
        page.screenshot("arms-race");
        assertEquals(List.of(), new AxeBuilder(page.at()).analyze().getViolations());
        page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.screenshot("arms-race-dark");
        assertEquals(List.of(), new AxeBuilder(page.at()).analyze().getViolations());
        page.at().setViewportSize(400, 900);
        assertTrue(page.fits(), "the page itself must not scroll sideways at 400 px");
        page.screenshot("arms-race-narrow-dark");
    }

    /** The server plays it while the page is open, and tries at the end what was stored; nobody reloads the page. */
    @Test
    void roundsAppearWhileTheyArePlayed() throws Exception {
        String live = server.plan(SPEC.replace("name: rounds", "name: live").replace("seed: 5", "seed: 6"));
        // The tables show it a moment after it is planned.
        while (!server.get("tournaments").toString().contains(live)) {
            Thread.sleep(50);
        }
        try (WatchedPage page = open("/tournaments/" + live, 1280)) {
            Locator race = page.at().locator("gauntlet-arms-race");
            assertThat(race.locator("table.lineage tbody tr").first()).isVisible(PATIENTLY);
            assertThat(race.getByText("were played")).isVisible(PATIENTLY);
            Locator replayed = race.locator("table.rounds tbody tr")
                    .filter(new Locator.FilterOptions().setHasText("learner@2"))
                    .first()
                    .locator("td")
                    .nth(5);
            assertThat(replayed).containsText("%", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENCE));
            assertThat(race.locator(".reason")).hasCount(0);
        }
    }

    @Test
    void oneRoundIsNoArmsRace() throws Exception {
        try (WatchedPage page = open("/tournaments/" + id("blobs"), 1280)) {
            assertThat(page.at().locator("table.leaderboard").first()).isVisible();
            assertThat(page.at().locator("gauntlet-arms-race")).hasCount(0);
        }
    }

    @Test
    void theNavigationIsOneLineAtFourHundredPixels() {
        try (WatchedPage page = open("/flags", 400)) {
            Locator links = page.at()
                    .getByRole(AriaRole.NAVIGATION, new Page.GetByRoleOptions().setName("Sections"))
                    .getByRole(AriaRole.LINK);
            assertThat(links.last()).isVisible();
            double first = links.first().boundingBox().height;
            for (Locator link : links.all()) {
                assertEquals(links.first().boundingBox().y, link.boundingBox().y, link.textContent());
                assertEquals(first, link.boundingBox().height, link.textContent());
            }
        }
    }
}
