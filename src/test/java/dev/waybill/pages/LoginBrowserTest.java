package dev.waybill.pages;

import static dev.waybill.pages.BrowserTest.accessible;
import static dev.waybill.pages.BrowserTest.patiently;
import static dev.waybill.pages.BrowserTest.shoot;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.TestAccess;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Who gets in and what they may do, in a real Chromium: by password and by an OpenID Connect provider. */
class LoginBrowserTest {

    private static final Duration PATIENCE = Duration.ofMinutes(1);

    private static Chromium chromium;
    private static TestProvider provider;
    private static ConsoleHub hub;

    private BrowserContext context;
    private Page page;

    @BeforeAll
    static void start() throws IOException {
        chromium = Chromium.open();
        provider = TestProvider.start(0);
        hub = ConsoleHub.start(
                "--waybill.console.oidc.issuer=" + provider.issuer(),
                "--waybill.console.oidc.client-id=" + TestProvider.CLIENT,
                "--waybill.console.oidc.client-secret=" + TestProvider.SECRET,
                "--waybill.console.oidc.operators=night-shift",
                "--waybill.console.oidc.viewers=help-desk");
    }

    @AfterAll
    static void stop() {
        if (hub != null) {
            hub.close();
        }
        if (provider != null) {
            provider.close();
        }
        if (chromium != null) {
            chromium.close();
        }
    }

    @BeforeEach
    void open() {
        context = chromium.browser.newContext(new Browser.NewContextOptions().setViewportSize(1280, 900));
        page = context.newPage();
        page.setDefaultTimeout(PATIENCE.toMillis());
    }

    @AfterEach
    void leave() {
        context.close();
    }

    @Test
    void a_wrong_password_is_told_and_after_some_the_wait_is() {
        page.navigate(hub.at("/console"));
        for (int i = 0; i < 5; i++) {
            signIn("mallory", "guess " + i);
            patiently(page.getByText("The name or the password is wrong."));
        }
        accessible(page);
        signIn("mallory", "guess");
        patiently(page.getByText(Pattern.compile("Too many tries. Wait \\d")));
        shoot(page, "login-throttled");
        accessible(page);
        signIn(TestAccess.VIEWER, TestAccess.PASSWORD);
        patiently(page.getByText("viewer"));
    }

    @Test
    void a_viewer_finds_no_command_and_a_forged_one_is_refused() {
        page.navigate(hub.at("/console/destinations/erp"));
        signIn(TestAccess.VIEWER, TestAccess.PASSWORD);
        patiently(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("erp")));
        PlaywrightAssertions.assertThat(page.locator("main button")).hasCount(0);
        PlaywrightAssertions.assertThat(page.locator("main form")).hasCount(0);
        page.evaluate("""
            () => {
              const form = document.querySelector("form.out");
              form.action = "/console/destinations/erp/pause";
              form.insertAdjacentHTML("beforeend", '<input name="reason" value="forged">');
              form.submit();
            }\
            """);
        patiently(page.getByText("This needs an operator, and you are a viewer."));
        patiently(page.getByText("Nothing was done."));
        accessible(page);
        assertThat(hub.count("outbox_pause WHERE destination = 'erp'")).isZero();
        assertThat(hub.count("audit WHERE reason = 'forged'")).isZero();
    }

    @Test
    void a_session_that_ended_in_the_midst_of_a_command_leaves_nothing_half_done() {
        page.navigate(hub.at("/console/destinations/erp"));
        signIn(TestAccess.OPERATOR, TestAccess.PASSWORD);
        page.locator("#pause").fill("too late");
        context.clearCookies();
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Pause on all hubs"))
                .click();
        patiently(page.getByText("Your session ended before this was sent."));
        patiently(page.getByText("Nothing was done. Sign in and do it again."));
        accessible(page);
        shoot(page, "session-ended");
        assertThat(hub.count("outbox_pause WHERE destination = 'erp'")).isZero();
        assertThat(hub.count("audit WHERE reason = 'too late'")).isZero();
    }

    @Test
    void whoever_the_provider_knows_signs_in_with_one_click_and_out_again() {
        provider.claims = Map.of("preferred_username", "eve", "roles", "night-shift");
        page.navigate(hub.at("/console/destinations/erp"));
        patiently(page.getByText("Sign in with 127.0.0.1"));
        accessible(page);
        shoot(page, "login-provider");
        page.getByText("Sign in with 127.0.0.1").click();
        patiently(page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("erp")));
        patiently(page.getByText("eve via 127.0.0.1"));
        patiently(page.locator("#pause"));
        page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName("Sign out"))
                .click();
        patiently(page.getByText("You are signed out."));

        provider.claims = Map.of("preferred_username", "mallory");
        page.getByText("Sign in with 127.0.0.1").click();
        patiently(page.getByText("The provider knows you, but gives you no role here."));
    }

    private void signIn(String name, String password) {
        page.getByLabel("Name").fill(name);
        page.getByLabel("Password").fill(password);
        page.getByRole(
                        AriaRole.BUTTON,
                        new Page.GetByRoleOptions().setName("Sign in").setExact(true))
                .click();
        page.waitForLoadState();
    }
}
