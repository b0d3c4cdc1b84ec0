package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.kit.TestAccess;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Somebody who looks at the console of a hub in a real browser, and whatever that browser complains about. */
final class Looking implements AutoCloseable {

    static final Duration PATIENCE = Duration.ofMinutes(1);

    /** The screens that it is looked at on. */
    static final Map<String, Browser.NewContextOptions> LOOKS = Map.of(
            "light", look(ColorScheme.LIGHT, 1280, 900),
            "dark", look(ColorScheme.DARK, 1280, 900),
            "phone", look(ColorScheme.LIGHT, 390, 844));

    /** The elements that axe takes for hidden: buttons and links of the very colour that is behind them. */
    private static final String UNSEEN = """
        () => [...document.querySelectorAll("button, a")]
            .filter(one => one.offsetParent && one.textContent.trim())
            .filter(one => {
              let ground = one;
              while (ground && getComputedStyle(ground).backgroundColor === "rgba(0, 0, 0, 0)") {
                ground = ground.parentElement;
              }
              return ground && getComputedStyle(ground).backgroundColor === getComputedStyle(one).color;
            })
            .map(one => one.outerHTML)\
        """;

    private static final Path SHOTS = Path.of("target", "screenshots");

    final Page page;
    final List<String> complaints = new ArrayList<>();
    final BrowserContext context;
    private final ConsoleHub hub;

    /** Has not signed in, and sees an empty window. */
    Looking(Stage stage, Browser.NewContextOptions look) {
        this(stage.chromium, stage.hub, look);
    }

    /** The same before another hub than the class of tests has. */
    Looking(Chromium chromium, ConsoleHub hub, Browser.NewContextOptions look) {
        this.hub = hub;
        this.context = chromium.browser.newContext(look);
        this.page = context.newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onDialog(dialog -> {
            complaints.add("a dialog: " + dialog.message());
            dialog.dismiss();
        });
        page.onRequest(request -> {
            if (!request.url().startsWith(hub.at("/"))) {
                complaints.add("asked " + request.url());
            }
        });
    }

    static Browser.NewContextOptions look(ColorScheme scheme, int width, int height) {
        return new Browser.NewContextOptions().setColorScheme(scheme).setViewportSize(width, height);
    }

    /** Signs in on the way to this address. */
    static Looking at(Chromium chromium, ConsoleHub hub, String name, Browser.NewContextOptions look, String path) {
        Looking looking = new Looking(chromium, hub, look);
        looking.go(path);
        looking.signIn(name, TestAccess.PASSWORD);
        sees(looking.page.getByText(name).first());
        return looking;
    }

    static Looking at(Stage stage, String name, Browser.NewContextOptions look, String path) {
        return at(stage.chromium, stage.hub, name, look, path);
    }

    static Looking at(Stage stage, String name, String path) {
        return at(stage, name, new Browser.NewContextOptions(), path);
    }

    void go(String path) {
        page.navigate(path.startsWith("http") ? path : hub.at(path));
    }

    void signIn(String name, String password) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        press("Sign in");
        page.waitForLoadState();
    }

    void press(String button) {
        press(page, button);
    }

    static void press(Page page, String button) {
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName(button).setExact(true))
                .first()
                .click();
    }

    void follow(String link) {
        page.locator("main")
                .getByRole(AriaRole.LINK, new Locator.GetByRoleOptions().setName(link))
                .first()
                .click();
    }

    void sees(String text) {
        sees(page.locator("main").getByText(text).first());
    }

    static void sees(Locator locator) {
        PlaywrightAssertions.assertThat(locator)
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE.toMillis()));
    }

    /** By axe, at WCAG 2.2 AA; nothing is written in the colour of its ground; the page is no wider than its window. */
    void accessible() {
        assertThat(new AxeBuilder(page)
                        .setLegacyMode(true) // without frames nothing else is looked at, in a quarter of the time
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations())
                .as(page.url())
                .extracting(
                        rule -> rule.getId() + " " + rule.getNodes().getFirst().getTarget())
                .isEmpty();
        assertThat(page.evaluate(UNSEEN)).as(page.url()).isEqualTo(List.of());
        assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                .as("%s is no wider than its window", page.url())
                .isEqualTo(true);
    }

    /** Tab's first stop is the link that skips to the page's own part. */
    void skipsFirst() {
        page.evaluate("document.activeElement.blur()");
        page.keyboard().press("Tab");
        assertThat(page.evaluate("document.activeElement.className"))
                .as(page.url())
                .isEqualTo("skip");
    }

    void shoot(String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
