package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import java.util.Map;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Sign-in and rights in a real Chromium: by password and by an OpenID Connect PROVIDER. */
@Slow
class LoginBrowserTest {

    private static final TestProvider PROVIDER = TestProvider.start(0);

    @RegisterExtension
    static final Stage stage = new Stage(
            "--waybill.console.oidc.issuer=" + PROVIDER.issuer(),
            "--waybill.console.oidc.client-id=" + TestProvider.CLIENT,
            "--waybill.console.oidc.client-secret=" + TestProvider.SECRET,
            "--waybill.console.oidc.operators=night-shift",
            "--waybill.console.oidc.viewers=help-desk");

    private Looking somebody;

    @AfterAll
    static void stop() {
        PROVIDER.close();
    }

    @BeforeEach
    void open() {
        somebody = new Looking(stage, Looking.look(ColorScheme.LIGHT, 1280, 900));
    }

    @AfterEach
    void leave() {
        somebody.close();
    }

    @Test
    void a_wrong_password_is_told_and_after_some_the_wait_is() {
        somebody.go("/console");
        for (int i = 0; i < 5; i++) {
            somebody.signIn("mallory", "guess " + i);
            Looking.sees(somebody.page.getByText("The name or the password is wrong."));
        }
        somebody.accessible();
        somebody.signIn("mallory", "guess");
        Looking.sees(somebody.page.getByText(Pattern.compile("Too many attempts. Wait \\d")));
        somebody.shoot("login-throttled");
        somebody.accessible();
        somebody.signIn(TestAccess.VIEWER, TestAccess.PASSWORD);
        Looking.sees(somebody.page.getByText("viewer"));
    }

    @Test
    void a_viewer_finds_no_command_and_a_forged_one_is_refused() {
        somebody.go("/console/destinations/erp");
        somebody.signIn(TestAccess.VIEWER, TestAccess.PASSWORD);
        Looking.sees(somebody.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("erp")));
        PlaywrightAssertions.assertThat(somebody.page.locator("main button")).hasCount(0);
        PlaywrightAssertions.assertThat(somebody.page.locator("main form")).hasCount(0);
        somebody.page.evaluate("""
            () => {
              const form = document.querySelector("form.out");
              form.action = "/console/destinations/erp/pause";
              form.insertAdjacentHTML("beforeend", '<input name="reason" value="forged">');
              form.submit();
            }\
            """);
        Looking.sees(somebody.page.getByText("This needs the role OPERATOR; you are a viewer."));
        Looking.sees(somebody.page.getByText("Nothing was changed."));
        somebody.accessible();
        assertThat(stage.hub.count("outbox_pause WHERE destination = 'erp'")).isZero();
        assertThat(stage.hub.count("audit WHERE reason = 'forged'")).isZero();
    }

    @Test
    void a_session_that_ended_in_the_midst_of_a_command_leaves_nothing_half_done() {
        losesTheSessionAfterTyping("too late");
        somebody.press("Pause on all hubs");
        Looking.sees(somebody.page.getByText("Your session ended before this command arrived."));
        Looking.sees(somebody.page.getByText("Nothing was changed. Sign in and send it again."));
        somebody.accessible();
        somebody.shoot("session-ended");
        assertThat(stage.hub.count("outbox_pause WHERE destination = 'erp'")).isZero();
        assertThat(stage.hub.count("audit WHERE reason = 'too late'")).isZero();
    }

    @Test
    void a_page_whose_session_ended_keeps_what_was_typed_and_says_so() {
        losesTheSessionAfterTyping("a long sentence");
        Looking.sees(somebody.page.getByText("Your session has ended. Copy your text"));
        assertThat(somebody.page.locator("#pause").inputValue()).isEqualTo("a long sentence");
    }

    private void losesTheSessionAfterTyping(String reason) {
        somebody.go("/console/destinations/erp");
        somebody.signIn(TestAccess.OPERATOR, TestAccess.PASSWORD);
        somebody.page.locator("#pause").fill(reason);
        somebody.context.clearCookies();
    }

    @Test
    void whoever_the_provider_knows_signs_in_with_one_click_and_out_again() {
        PROVIDER.claims = Map.of("preferred_username", "eve", "roles", "night-shift");
        somebody.go("/console/destinations/erp");
        Looking.sees(somebody.page.getByText("Sign in with 127.0.0.1"));
        somebody.accessible();
        somebody.shoot("login-provider");
        somebody.page.getByText("Sign in with 127.0.0.1").click();
        Looking.sees(somebody.page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName("erp")));
        Looking.sees(somebody.page.getByText("eve via 127.0.0.1"));
        Looking.sees(somebody.page.locator("#pause"));
        somebody.press("Sign out");
        Looking.sees(somebody.page.getByText("You are signed out."));

        PROVIDER.claims = Map.of("preferred_username", "mallory");
        somebody.page.getByText("Sign in with 127.0.0.1").click();
        Looking.sees(somebody.page.getByText("The provider gives you no role here."));
    }
}
