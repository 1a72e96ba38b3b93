package io.gauntlet.e2e;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

import com.microsoft.playwright.Browser.NewPageOptions;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;

import static org.junit.jupiter.api.Assertions.assertEquals;

/** A page whose errors are collected; closing it fails when there were any. */
final class WatchedPage implements AutoCloseable {
    private final Page page;
    private final List<String> errors = new ArrayList<>();

    private WatchedPage(Page page) {
        this.page = page;
        page.setDefaultTimeout(Browser.PATIENCE_MILLIS);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                errors.add(message.text());
            }
        });
        page.onPageError(errors::add);
    }

    /** Opens an address in a window of a size. */
    static WatchedPage open(Browser browser, String address, int width, int height, ColorScheme scheme) {
        WatchedPage watched = new WatchedPage(browser.browser()
                .newPage(new NewPageOptions().setViewportSize(width, height).setColorScheme(scheme)));
        assertEquals(200, watched.page.navigate(address).status());
        return watched;
    }

    Page at() {
        return page;
    }

    void click(String link) {
        page.getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName(link).setExact(true))
                .first()
                .click();
    }

    Locator heading(String text) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(text).setLevel(1));
    }

    /** Whether the page itself does not scroll sideways, at the latest when it has settled in its window. */
    boolean fits() {
        try {
            page.waitForFunction("() => document.documentElement.scrollWidth <= document.documentElement.clientWidth");
            return true;
        } catch (TimeoutError e) {
            return false;
        }
    }

    /** Of the whole page. */
    void screenshot(String name) throws IOException {
        screenshot(name, true);
    }

    /** Of what a person sees before scrolling. */
    void look(String name) throws IOException {
        screenshot(name, false);
    }

    private void screenshot(String name, boolean whole) throws IOException {
        Path target = Cli.repository().resolve("framework/e2e/target/screenshots");
        Files.createDirectories(target);
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(target.resolve(name + ".png"))
                .setFullPage(whole));
    }

    /** Forgets that the browser itself reports an answer of this status. */
    void expected(int status) {
        errors.removeIf(error -> error.contains("status of " + status));
    }

    @Override
    public void close() {
        page.close();
        assertEquals(List.of(), errors, "the page reported errors");
    }
}
