package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** The page over a real tournament's record, as a person sees it. Screenshots are left in target/screenshots. */
class PageTest {
    @TempDir
    static Path folder;

    private static Browser browser;
    private static Cli cli;
    private static Server server;
    private static String home;

    @BeforeAll
    static void playAndServe() throws Exception {
        browser = Browser.launch();
        cli = CrashTest.installation(folder);
        cli.succeed("run", "blobs.yaml");
        server = Server.start(cli);
        home = "http://127.0.0.1:" + server.port();
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

    @Test
    void tablesOfATournament() throws IOException {
        try (WatchedPage page = open("/", 1280, 900, ColorScheme.LIGHT)) {
            page.click("blobs");
            assertThat(page.heading("blobs")).isVisible();
            Locator leaderboard = page.at().locator("table.leaderboard").first();
            assertThat(leaderboard.locator("tbody tr")).hasCount(2);
            assertThat(leaderboard.locator("tbody tr").first().locator(".rank")).hasText("1");
            assertThat(leaderboard.locator("tbody tr").first().locator("th")).hasText("adversarial-training");
            Locator heat = page.at().locator("table.heat");
            assertThat(heat.locator("tbody td[data-state=played]")).hasCount(6);
            page.screenshot("tournament");
        }
    }

    @Test
    void tablesAsTheyWere() throws IOException {
        try (WatchedPage page = open("/", 1280, 900, ColorScheme.LIGHT)) {
            page.click("blobs");
            Locator played = page.at().locator("table.heat tbody td[data-state=played]");
            assertThat(played).hasCount(6);
            Locator slider = page.at().getByRole(AriaRole.SLIDER);
            slider.press("Home");
            assertThat(page.at().locator("table.heat tbody td[data-state=not-played]"))
                    .hasCount(6);
            assertThat(page.at().locator(".as-of output")).containsText("TournamentPlanned");
            assertThat(page.at().locator("gauntlet-tournament-ratings table")).hasCount(0);
            page.screenshot("as-of");
            assertEquals(List.of(), new AxeBuilder(page.at()).analyze().getViolations());
            assertEquals(200, page.at().reload().status(), "the address tells the moment");
            assertThat(page.at().locator("table.heat tbody td[data-state=not-played]"))
                    .hasCount(6);
            page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            page.at().setViewportSize(400, 800);
            page.look("as-of-narrow-dark");
            page.at()
                    .getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Back to now"))
                    .click();
            assertThat(played).hasCount(6);
            assertEquals("", page.at().evaluate("() => location.search"));
        }
    }

    @Test
    void aCellAndItsSamples() throws IOException {
        try (WatchedPage page = open("/", 1280, 900, ColorScheme.LIGHT)) {
            page.click("blobs");
            page.at().locator("table.heat tbody td[data-state=played] a").last().click();
            assertThat(page.at().getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setLevel(1)))
                    .containsText(" against ");
            assertThat(page.at().locator("img[src$='/adversarial.png']").first())
                    .isVisible();
            assertThat(page.at().locator("section[aria-labelledby=queries]")).containsText("successes came within");
            page.at()
                    .waitForFunction("() => [...document.images].filter(i => i.src.endsWith('.png')).slice(0, 3)"
                            + ".every(i => i.complete && i.naturalWidth > 0)");
            page.screenshot("cell");
            assertEquals(200, page.at().reload().status(), "the address of a cell can be opened by itself");
            assertThat(page.at().locator("img[src$='/adversarial.png']").first())
                    .isVisible();
        }
    }

    @Test
    void eventsAndPlugins() throws IOException {
        try (WatchedPage page = open("/events", 1280, 900, ColorScheme.LIGHT)) {
            assertThat(page.at().getByText("TournamentCompleted").first()).isVisible();
            page.screenshot("events");
            page.at().navigate(home + "/plugins");
            page.click("pgd");
            assertThat(page.at().getByText("relative-step").first()).isVisible();
            page.screenshot("plugin");
        }
    }

    @Test
    void flagsSayWhatTheyMean() throws IOException {
        try (WatchedPage page = open("/flags", 400, 800, ColorScheme.DARK)) {
            page.click("Zero or NaN gradients");
            assertThat(page.heading("Zero or NaN gradients")).isVisible();
            assertThat(page.at().getByText("What to do")).isVisible();
            page.screenshot("flag-narrow-dark");
        }
    }

    @Test
    void darkAndNarrow() throws IOException {
        try (WatchedPage page = open("/", 400, 800, ColorScheme.DARK)) {
            page.click("blobs");
            assertThat(page.at().locator("table.leaderboard").first()).isVisible();
            assertTrue(page.fits(), "the page itself must not scroll sideways at 400 px");
            page.screenshot("tournament-narrow-dark");
        }
    }

    /** Another process plays; the page that is open shows it without being reloaded. */
    @Test
    void aRunningTournamentAppearsByItself() throws Exception {
        String spec = Files.readString(folder.resolve("blobs.yaml")).replace("name: blobs", "name: live");
        Files.writeString(folder.resolve("live.yaml"), spec.replace("seed: 5", "seed: 6"));
        try (WatchedPage page = open("/", 1280, 900, ColorScheme.LIGHT)) {
            assertThat(page.heading("Tournaments")).isVisible();
            cli.succeed("run", "live.yaml");
            Locator row = page.at()
                    .locator("tr")
                    .filter(new Locator.FilterOptions()
                            .setHas(page.at()
                                    .getByRole(
                                            AriaRole.LINK,
                                            new Page.GetByRoleOptions()
                                                    .setName("live")
                                                    .setExact(true))));
            assertThat(row).containsText("completed");
            compare(page);
        }
    }

    /** From the list of two tournaments to what became of their defenders. */
    private static void compare(WatchedPage page) throws IOException {
        page.click("Compare two tournaments");
        page.at()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Compare").setExact(true))
                .click();
        assertThat(page.heading("blobs and live")).isVisible();
        assertThat(page.at().locator("table.comparison tbody tr.all")).hasCount(2);
        assertThat(page.at().locator("main code").getByText("seed", new Locator.GetByTextOptions().setExact(true)))
                .isVisible();
        page.screenshot("compare");
        assertEquals(List.of(), new AxeBuilder(page.at()).analyze().getViolations());
        page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.at().setViewportSize(400, 800);
        assertTrue(page.fits(), "the page itself must not scroll sideways at 400 px");
        page.screenshot("compare-narrow-dark");
        page.click("The other way round");
        assertThat(page.heading("live and blobs")).isVisible();
    }

    @Test
    void thePageCanBeUsedWithTheKeyboardAlone() throws IOException {
        try (WatchedPage page = open("/", 1280, 900, ColorScheme.LIGHT)) {
            assertThat(page.at()
                            .getByRole(
                                    AriaRole.LINK,
                                    new Page.GetByRoleOptions().setName("blobs").setExact(true)))
                    .isVisible();
            boolean reached = false;
            for (int i = 0; i < 20 && !reached; i++) {
                page.at().keyboard().press("Tab");
                reached = "blobs".equals(page.at().evaluate("() => document.activeElement.textContent.trim()"));
            }
            assertTrue(reached, "Tab reaches the tournament");
            page.at().keyboard().press("Enter");
            assertThat(page.heading("blobs")).isVisible();
        }
    }

    private static WatchedPage open(String path, int width, int height, ColorScheme scheme) {
        return WatchedPage.open(browser, home + path, width, height, scheme);
    }
}
