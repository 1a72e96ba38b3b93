package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PageAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A tournament is written in the page's form, checked, started, watched and cancelled. */
@Timeout(600)
class StartTest {
    /** What a busy machine may take for trainings and matches. */
    private static final double PATIENT = 240_000;

    private static final String ENDLESS = """
            name: endless
            data-set: blobs
            samples: 400
            architecture: mlp
            defenders: [{defense: none, params: {epochs: 2, batch: 50}}]
            attackers: [{attack: pgd, params: {steps: 1000, restarts: 50}}]
            threat-models: [{norm: linf, epsilon: 0.01}]
            canaries: none
            slice: 10
            """;

    @TempDir
    static Path folder;

    private static Browser browser;
    private static Server server;
    private static Server showing;

    @BeforeAll
    static void serve() throws Exception {
        browser = Browser.launch();
        Cli cli = CrashTest.installation(folder);
        server = Server.start(cli, "--workers", "1");
        showing = Server.start(cli);
    }

    @AfterAll
    static void stop() {
        for (Server one : new Server[] {showing, server}) {
            if (one != null) {
                one.close();
            }
        }
        if (browser != null) {
            browser.close();
        }
    }

    private static WatchedPage open(Server at, String path) {
        String address = "http://127.0.0.1:" + at.port() + path;
        return WatchedPage.open(browser, address, 1280, 900, ColorScheme.LIGHT);
    }

    private static Locator button(WatchedPage page, String name) {
        return page.at()
                .getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    private static void enter(WatchedPage page, String field, String value) {
        Locator at = page.at().locator("#field-" + field);
        page.at().evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })");
        at.fill(value);
        at.press("Tab");
    }

    private static LocatorAssertions.HasCountOptions patiently() {
        return new LocatorAssertions.HasCountOptions().setTimeout(PATIENT);
    }

    @Test
    void aTournamentIsWrittenInTheFormAndFillsItsCrossTableWhileItIsPlayed() throws IOException {
        try (WatchedPage page = open(server, "/start")) {
            write(page);
            refused(page);
            check(page);
            looks(page, "start");
            page.at()
                    .evaluate("() => { window.same = true; window.counts = new Set(); new MutationObserver(() => {"
                            + " const cells = document.querySelectorAll('table.heat tbody td[data-state]').length;"
                            + " const played = document.querySelectorAll('table.heat tbody td[data-state=played]').length;"
                            + " if (cells) window.counts.add(played); }).observe(document.body,"
                            + " { subtree: true, childList: true, attributes: true }); }");
            button(page, "Start").click();
            assertThat(page.at())
                    .hasURL(
                            Pattern.compile(".*/tournaments/[0-9a-f-]{36}"),
                            new PageAssertions.HasURLOptions().setTimeout(60_000));
            assertThat(page.at().locator("table.heat tbody td[data-state=played]"))
                    .hasCount(2, patiently());
            assertThat(page.at().locator("h1 .badge[data-state=completed]")).hasCount(1, patiently());
            assertEquals(true, page.at().evaluate("() => window.same"), "the page was not read again");
            assertEquals(
                    List.of(0, 1, 2),
                    page.at().evaluate("() => [...window.counts].sort()"),
                    "cells appear one after the other");
        }
    }

    private static void write(WatchedPage page) {
        assertThat(page.at().locator("#field-name")).isVisible();
        enter(page, "name", "by form");
        page.at().locator("#field-data-set").selectOption("blobs");
        enter(page, "samples", "400");
        page.at().locator("#field-architecture").selectOption("mlp");
        page.at().locator("#field-defenders-0-defense").selectOption("none");
        enter(page, "defenders-0-params-epochs", "2");
        enter(page, "defenders-0-params-batch", "50");
        page.at().locator("#field-attackers-0-attack").selectOption("pgd");
        enter(page, "attackers-0-params-restarts", "10");
        button(page, "Add attacker").click();
        page.at().locator("#field-attackers-1-attack").selectOption("noise");
        enter(page, "slice", "40");
        page.at().locator("#field-canaries").selectOption("none");
        assertThat(page.at().locator("#spec-text")).hasValue(Pattern.compile("  - attack: noise\n"));
    }

    /** What is wrong is said at its field, to which the list of problems leads. */
    private static void refused(WatchedPage page) {
        enter(page, "attackers-0-params-steps", "-1");
        button(page, "Check").click();
        Locator steps = page.at().locator("#field-attackers-0-params-steps");
        assertThat(steps).hasAttribute("aria-invalid", "true");
        assertThat(page.at().locator("#field-attackers-0-params-steps-problem")).containsText("whole number");
        page.at().getByRole(AriaRole.ALERT).getByRole(AriaRole.LINK).click();
        assertThat(steps).isFocused();
        assertEquals(List.of(), new AxeBuilder(page.at()).analyze().getViolations());
        page.expected(400);
    }

    private static void check(WatchedPage page) {
        enter(page, "attackers-0-params-steps", "100");
        button(page, "Check").click();
        assertThat(page.at().locator(".outcome"))
                .containsText("20 matches", new LocatorAssertions.ContainsTextOptions().setTimeout(PATIENT));
        assertThat(page.at().locator(".outcome table tbody tr")).hasCount(2, patiently());
        assertThat(page.at().locator(".outcome")).containsText("Gradients, at most");
    }

    private static void looks(WatchedPage page, String name) throws IOException {
        page.screenshot(name);
        assertEquals(List.of(), new AxeBuilder(page.at()).analyze().getViolations());
        page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
        page.look(name + "-dark");
        page.at().setViewportSize(400, 900);
        assertTrue(page.fits(), "the page itself must not scroll sideways at 400 px");
        page.screenshot(name + "-narrow-dark");
        page.at().setViewportSize(1280, 900);
        page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
    }

    @Test
    void aRunningTournamentIsCancelledWithTheKeyboardAndStartedAgain() throws Exception {
        String id = server.plan(ENDLESS);
        try (WatchedPage page = open(server, "/tournaments/" + id);
                WatchedPage reader = open(showing, "/tournaments/" + id)) {
            Locator cancel = button(page, "Cancel the tournament…");
            cancel.focus();
            page.at().keyboard().press("Enter");
            Locator dialog = page.at().getByRole(AriaRole.DIALOG);
            assertThat(dialog).isVisible();
            page.at().keyboard().press("Escape");
            assertThat(dialog).isHidden();
            assertThat(cancel).isFocused();
            page.at().keyboard().press("Enter");
            looks(page, "cancel");
            assertThat(reader.at()
                            .locator("gauntlet-tournament-progress progress")
                            .first())
                    .isVisible();
            assertThat(button(reader, "Cancel the tournament…")).hasCount(0);

            page.at().getByLabel("Reason, shown with the tournament (optional)").fill("enough");
            page.at().keyboard().press("Enter");
            assertThat(page.at().locator("h1 .badge[data-state=cancelled]")).hasCount(1, patiently());
            assertThat(page.at().locator(".reason")).hasText("enough (local)");
            assertThat(cancel).hasCount(0);
            assertEquals(
                    "cancelled",
                    server.get("tournaments/" + id).at("/summary/state").asText());
            assertThat(reader.at().locator("h1 .badge[data-state=cancelled]")).hasCount(1, patiently());

            page.click("Start again with this spec");
            assertThat(page.at().locator("#field-name")).hasValue("endless");
            assertThat(page.at().locator("#field-attackers-0-params-restarts")).hasValue("50");
            assertThat(page.at().locator("#spec-text")).hasValue(Pattern.compile("restarts: 50\n"));
        }
    }

    @Test
    void aSpecIsPastedAndTheFormFollows() {
        try (WatchedPage page = open(server, "/start")) {
            Locator text = page.at().locator("#spec-text");
            text.fill("# kept\n" + ENDLESS.replace("name: endless", "name: pasted\nseed: 9223372036854775807"));
            assertThat(page.at().locator("#field-name")).hasValue("pasted");
            assertThat(page.at().locator("#field-seed")).hasValue("9223372036854775807");
            enter(page, "samples", "0-9, 20");
            assertThat(text).hasValue(Pattern.compile("^# kept\nname: pasted\nseed: 9223372036854775807\n"));
            text.fill("name: [");
            assertThat(page.at().locator(".spec-form .notice")).containsText("The form comes back");
            text.fill("name: again");
            assertThat(page.at().locator("#field-name")).hasValue("again");
        }
    }

    @Test
    void whereNothingIsPlayedThePageSaysSo() {
        try (WatchedPage page = open(showing, "/start")) {
            assertThat(page.at().locator(".notice").first()).containsText("This server only shows");
            assertThat(button(page, "Start")).hasCount(0);
            assertThat(button(page, "Download")).isVisible();
        }
    }
}
