package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.assertions.LocatorAssertions;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.TestAccess;
import dev.waybill.sandbox.ErpMode;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** The console in a real Chromium, over a hub whose ERP fails and comes back. Time is compressed by settings. */
class BrowserTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);
    private static final Path SHOTS = Path.of("target", "screenshots");

    private static ConsoleHub hub;
    private static Chromium chromium;

    private final List<String> complaints = new ArrayList<>();
    private BrowserContext context;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.open();
        hub = ConsoleHub.start("--waybill.outbox.max-attempts=2", "--waybill.outbox.backoff-first=100ms");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @AfterEach
    void leave() {
        if (context != null) {
            context.close();
        }
    }

    @Test
    void the_erp_was_down_an_operator_sees_it_replays_it_and_watches_it_drain() throws Exception {
        hub.erp.mode(ErpMode.ERROR);
        for (int i = 0; i < 12; i++) {
            hub.order("down-" + i, 2);
        }
        Awaitility.await().atMost(PATIENCE).until(() -> dead() == 12);

        Page page = signedIn(TestAccess.OPERATOR, new Browser.NewContextOptions());
        patiently(page.getByText("erp: 12 dead deliveries wait for you, 12 blocked groups."));
        shoot(page, "flow-trouble");
        page.getByText("erp: 12 dead deliveries").click();
        patiently(page.getByText("HTTP 500").first());
        shoot(page, "destination-trouble");
        accessible(page);

        hub.erp.mode(ErpMode.OK);
        page.locator("#many-reason").fill("the ERP was down for an hour");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Preview"))
                .click();
        patiently(page.getByText("0 of 12"));
        accessible(page);
        page.locator("#start").fill("it is back");
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start"))
                .click();
        patiently(page.getByText("12 of 12"));
        patiently(page.locator(".tag").getByText("DONE"));
        shoot(page, "replay-done");

        Awaitility.await().atMost(PATIENCE).until(() -> open() == 0);
        page.navigate(hub.at("/console"));
        PlaywrightAssertions.assertThat(page.getByText("dead deliveries")).hasCount(0);
        page.navigate(hub.at("/console/audit"));
        patiently(page.getByText("it is back"));
        assertThat(complaints).isEmpty();
    }

    @Test
    void two_operators_who_start_the_same_replay_start_one() throws Exception {
        Page one = signedIn(TestAccess.OPERATOR, new Browser.NewContextOptions());
        one.navigate(hub.at("/console/destinations/erp"));
        one.locator("#many-reason").fill("to be sure");
        one.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Preview"))
                .click();
        patiently(one.locator("#start"));
        Page two = one.context().newPage();
        two.navigate(one.url());
        for (Page page : List.of(one, two)) {
            page.locator("#start").fill("go");
        }
        one.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start"))
                .click();
        patiently(one.getByText("The job runs"));
        two.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Start"))
                .click();
        patiently(two.locator(".told"));
        String id = one.url().replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
        assertThat(hub.count("audit WHERE verb = 'start' AND subject = 'replay' AND subject_id = " + id))
                .isEqualTo(1);
    }

    @Test
    void every_page_is_accessible_small_and_speaks_to_its_own_origin_alone() throws Exception {
        hub.erp.mode(ErpMode.OK);
        hub.order("one", 3);
        hub.webhook("odd", "{\"type\":1}");
        Page page = signedIn(TestAccess.OPERATOR, new Browser.NewContextOptions());
        long quarantined =
                hub.sql.sql("SELECT max(id) FROM quarantine").query(Long.class).single();
        for (String path : List.of(
                "/console",
                "/console/destinations",
                "/console/destinations/erp",
                "/console/destinations/erp/dead?signature=none",
                "/console/routes",
                "/console/routes/erp",
                "/console/quarantine",
                "/console/quarantine/" + quarantined,
                "/console/audit",
                "/console/nowhere")) {
            page.navigate(hub.at(path));
            accessible(page);
            page.evaluate("document.activeElement.blur()");
            page.keyboard().press("Tab");
            assertThat(page.evaluate("document.activeElement.className"))
                    .as(path)
                    .isEqualTo("skip");
        }
        assertThat(complaints).isEmpty();
    }

    @Test
    void it_is_readable_in_light_in_dark_and_on_a_phone() throws Exception {
        hub.erp.mode(ErpMode.OK);
        hub.order("look", 3);
        var looks = List.of(
                new Browser.NewContextOptions()
                        .setColorScheme(ColorScheme.LIGHT)
                        .setViewportSize(1280, 900),
                new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK).setViewportSize(1280, 900),
                new Browser.NewContextOptions()
                        .setColorScheme(ColorScheme.LIGHT)
                        .setViewportSize(390, 844));
        List<String> names = List.of("light", "dark", "phone");
        for (int i = 0; i < looks.size(); i++) {
            Page page = signedIn(TestAccess.OPERATOR, looks.get(i));
            patiently(page.getByText("The last hour").first());
            accessible(page);
            assertThat(page.evaluate("document.documentElement.scrollWidth <= window.innerWidth"))
                    .as(names.get(i))
                    .isEqualTo(true);
            shoot(page, "flow-" + names.get(i));
            page.navigate(hub.at("/console/destinations/erp"));
            accessible(page);
            shoot(page, "destination-" + names.get(i));
            page.navigate(hub.at("/console/routes/erp"));
            accessible(page);
            shoot(page, "route-" + names.get(i));
            context.close();
        }
        context = chromium.browser.newContext(new Browser.NewContextOptions().setColorScheme(ColorScheme.DARK));
        Page login = context.newPage();
        login.navigate(hub.at("/console"));
        accessible(login);
        shoot(login, "login-dark");
    }

    @Test
    void the_first_page_costs_less_than_100_kib() throws Exception {
        Page page = signedIn(TestAccess.VIEWER, new Browser.NewContextOptions());
        page.route("**", Route::resume); // which makes the browser pass its cache over
        List<Request> requests = new ArrayList<>();
        page.onRequestFinished(requests::add);
        page.navigate(hub.at("/console/destinations"));
        page.waitForLoadState();
        long bytes = List.copyOf(requests).stream()
                .mapToLong(request -> request.sizes().responseBodySize)
                .sum();
        assertThat(bytes).isBetween(10L << 10, 100L << 10);
    }

    private Page signedIn(String name, Browser.NewContextOptions look) {
        context = chromium.browser.newContext(look);
        Page page = context.newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
        page.onConsoleMessage(message -> {
            if (message.type().equals("error") && !message.text().contains("404")) {
                complaints.add(message.text());
            }
        });
        page.onPageError(complaints::add);
        page.onRequest(request -> {
            if (!request.url().startsWith(hub.at("/"))) {
                complaints.add("asked " + request.url());
            }
        });
        page.navigate(hub.at("/console"));
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(TestAccess.PASSWORD);
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign in"))
                .click();
        patiently(page.getByText(name).first());
        return page;
    }

    static void accessible(Page page) {
        assertThat(new AxeBuilder(page)
                        .withTags(List.of("wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"))
                        .analyze()
                        .getViolations())
                .as(page.url())
                .extracting(
                        rule -> rule.getId() + " " + rule.getNodes().getFirst().getTarget())
                .isEmpty();
    }

    static void patiently(Locator locator) {
        PlaywrightAssertions.assertThat(locator)
                .isVisible(new LocatorAssertions.IsVisibleOptions().setTimeout(PATIENCE.toMillis()));
    }

    static void shoot(Page page, String name) {
        page.screenshot(new Page.ScreenshotOptions()
                .setPath(SHOTS.resolve(name + ".png"))
                .setFullPage(true));
    }

    private static long dead() {
        return hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DEAD'");
    }

    private static long open() {
        return hub.count("outbox_delivery WHERE destination = 'erp' AND state IN ('DEAD', 'PENDING')");
    }
}
