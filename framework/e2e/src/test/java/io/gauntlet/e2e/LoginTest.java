package io.gauntlet.e2e;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** A person with a token meets the page of a server that others can reach. Screenshots are left in target/screenshots. */
@Timeout(300)
class LoginTest {
    @Test
    void whoShowsATokenIsLetIn(@TempDir Path folder) throws Exception {
        Cli cli = new Cli(folder);
        String token = cli.succeed("token", "create", "ann", "--role", "reader").strip();
        try (Browser browser = Browser.launch();
                Server server = Server.start(cli, "--public-host", "gauntlet.example")) {
            String home = "http://127.0.0.1:" + server.port();
            Map<String, Shown> looks = Map.of(
                    "login", new Shown(1280, 900, ColorScheme.LIGHT),
                    "login-narrow", new Shown(400, 800, ColorScheme.LIGHT),
                    "login-dark", new Shown(1280, 900, ColorScheme.DARK));
            for (Map.Entry<String, Shown> look : looks.entrySet()) {
                try (BrowserContext context = look.getValue().context(browser)) {
                    entersWith(context.newPage(), home, token, look.getKey());
                }
            }
        }
    }

    private record Shown(int width, int height, ColorScheme scheme) {
        BrowserContext context(Browser browser) {
            return browser.browser()
                    .newContext(new NewContextOptions()
                            .setViewportSize(width, height)
                            .setColorScheme(scheme));
        }
    }

    private static void entersWith(Page page, String home, String token, String name) throws Exception {
        List<String> errors = new ArrayList<>();
        page.setDefaultTimeout(Browser.PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            // The browser itself tells that a wrong token was answered with 401.
            if (message.type().equals("error") && !message.text().contains("401")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
        assertEquals(200, page.navigate(home + "/plugins").status());
        assertTrue(page.url().endsWith("/login?next=%2Fplugins"), page.url());
        assertThat(page.getByLabel("Access token")).isFocused();
        screenshot(page, name);
        page.keyboard().type("gauntlet-wrong");
        page.keyboard().press("Enter");
        assertThat(page.getByRole(AriaRole.ALERT)).hasText("This token is not valid, or was revoked: ask for another.");
        screenshot(page, name + "-refused");
        assertEquals(
                true,
                page.evaluate("() => document.documentElement.scrollWidth <= window.innerWidth"),
                "nothing sticks out at the side");
        page.getByLabel("Access token").fill(token);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Log in"))
                .click();
        page.waitForURL(home + "/plugins");
        assertThat(page.getByRole(
                                AriaRole.LINK,
                                new Page.GetByRoleOptions().setName("pgd").setExact(true))
                        .first())
                .isVisible();
        assertEquals("", page.evaluate("() => document.cookie"), "no script can read the token");
        assertEquals(List.of(), errors, "the page reported errors");
    }

    private static void screenshot(Page page, String name) throws Exception {
        Path target = Cli.repository().resolve("framework/e2e/target/screenshots");
        Files.createDirectories(target);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(target.resolve(name + ".png"))
                .setFullPage(true));
    }
}
