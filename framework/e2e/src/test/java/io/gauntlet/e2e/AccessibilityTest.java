package io.gauntlet.e2e;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.fasterxml.jackson.databind.JsonNode;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;

/** Every page, over a real tournament's record, can be used by everybody. Screenshots are left in target/screenshots. */
@ExtendWith(PlayedTournament.class)
class AccessibilityTest {
    private static final int WIDE = 1280;
    private static final int NARROW = 400;
    private static final int HEIGHT = 900;

    private static Browser browser;
    private static Server server;
    private static List<Place> places;

    /**
     * An address of the page.
     *
     * @param shows what is there once it has read its data, as a selector
     */
    private record Place(String name, String path, String shows) {}

    @BeforeAll
    static void serve(Cli cli) throws Exception {
        browser = Browser.launch();
        server = Server.start(cli);
        JsonNode tournament = server.get("tournaments").at("/tournaments/0");
        String id = tournament.path("id").asText();
        places = List.of(
                new Place("home", "/", "main table"),
                new Place("start", "/start", ".spec-form fieldset"),
                new Place("start-again", "/start?from=" + id, ".spec-form fieldset"),
                new Place("tournament", "/tournaments/" + id, "table.ratings"),
                new Place(
                        "cell",
                        "/tournaments/" + id + "/cells/pgd/none/linf-0.1-untargeted-white-box",
                        "img[src$='/adversarial.png']"),
                new Place("events", "/events", ".events li"),
                new Place("stream", "/events?stream=tournament-" + id, ".events li"),
                new Place("plugins", "/plugins", "main table"),
                new Place("attack", "/plugins/attack/pgd", "main table"),
                new Place("defense", "/plugins/defense/adversarial-training", "main table"),
                new Place("data-set", "/plugins/data-set/blobs", "main .lead"),
                new Place("flags", "/flags", "main table"),
                new Place("flag", "/flags/zero-gradients", "main h2"),
                new Place("api", "/api", "section.operation"),
                new Place("not-found", "/nothing", "main h1"));
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
    void nothingKeepsPeopleOut() throws IOException {
        List<String> findings = new ArrayList<>();
        for (Place place : places) {
            try (WatchedPage page = open(place)) {
                new Look(place, page, findings).atAll();
            }
        }
        assertEquals(List.of(), findings);
    }

    /** A page is looked at in light, in the dark and in a narrow window. */
    private record Look(Place place, WatchedPage page, List<String> findings) {
        void atAll() throws IOException {
            // Closed parts are parts too.
            page.at().evaluate("() => document.querySelectorAll('details').forEach(one => { one.open = true; })");
            seen("");
            axe(new AxeBuilder(page.at()));
            page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.DARK));
            seen("-dark");
            // What is there is the same in the dark; only colours differ.
            axe(new AxeBuilder(page.at()).withRules(List.of("color-contrast")));
            page.at().emulateMedia(new Page.EmulateMediaOptions().setColorScheme(ColorScheme.LIGHT));
            page.at().setViewportSize(NARROW, HEIGHT);
            seen("-narrow");
        }

        private void seen(String look) throws IOException {
            page.look("every-" + place.name() + look);
            if (!page.fits()) {
                findings.add(place.name() + look + " scrolls sideways");
            }
        }

        private void axe(AxeBuilder builder) {
            builder.analyze()
                    .getViolations()
                    .forEach(rule -> rule.getNodes()
                            .forEach(node -> findings.add(place.name() + ": " + rule.getId() + ": " + node.getHtml()
                                    + ": " + node.getFailureSummary())));
        }
    }

    private static WatchedPage open(Place place) {
        String address = "http://127.0.0.1:" + server.port() + place.path();
        WatchedPage page = WatchedPage.open(browser, address, WIDE, HEIGHT, ColorScheme.LIGHT);
        assertThat(page.at().locator(place.shows()).first()).isVisible();
        return page;
    }

    /** All that can be focused is reached with the Tab key, one after the other, and is seen to have the focus. */
    @Test
    void everythingIsReachedWithTheTabKey() {
        List<String> findings = new ArrayList<>();
        for (Place place : places) {
            try (WatchedPage page = open(place)) {
                page.at().evaluate(MARK);
                int marked = ((Number) page.at().evaluate("() => window.marked")).intValue();
                // What was loaded after the marks were set comes in between.
                for (int i = 0; i < marked + 20 || (i < 3 * marked + 200 && missed(page)); i++) {
                    page.at().keyboard().press("Tab");
                }
                Object missed = page.at().evaluate(MISSED);
                if (missed instanceof List<?> list && !list.isEmpty()) {
                    findings.add(place.name() + ": " + list);
                }
            }
        }
        assertEquals(List.of(), findings);
    }

    private static boolean missed(WatchedPage page) {
        return Boolean.TRUE.equals(page.at().evaluate("() => [...window.unreached].some((one) => one.isConnected)"));
    }

    /** Notes all that can be focused and is shown; of a group of radio buttons one is. */
    private static final String MARK = """
            () => {
              const can = 'a[href], button, input, select, textarea, summary, [tabindex="0"]';
              const radios = new Set();
              window.unreached = new Set([...document.querySelectorAll(can)].filter((one) => {
                if (one.disabled || !one.checkVisibility({ visibilityProperty: true })) {
                  return false;
                }
                if (one.type !== 'radio') {
                  return true;
                }
                return one.checked;
              }));
              window.unseen = [];
              window.marked = window.unreached.size;
              document.addEventListener('focusin', ({ target }) => {
                if (window.unreached.delete(target) && getComputedStyle(target).outlineStyle === 'none') {
                  window.unseen.push(target);
                }
              });
            }""";

    private static final String MISSED = """
            () => [
              ...[...window.unreached].filter((one) => one.isConnected).map((one) => 'not reached: ' + one.outerHTML),
              ...window.unseen.map((one) => 'no outline: ' + one.outerHTML),
            ].map((text) => text.slice(0, 200))""";
}
