package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.kit.TestAccess;
import java.util.regex.Pattern;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** An author in a browser: from an edit to its mistake, to its test, to the difference that it would make. */
class AuthorStoriesTest {

    private static ConsoleHub hub;
    private static Chromium chromium;

    @BeforeAll
    static void start() throws Exception {
        chromium = Chromium.open();
        hub = ConsoleHub.start("--waybill.plan.enabled=true");
        for (int i = 0; i < 4; i++) {
            hub.order("author-" + i, 3);
        }
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

    @Test
    void a_mapping_is_edited_its_mistake_seen_at_its_line_mended_tested_and_planned() {
        try (Looking ada = Looking.at(chromium, hub, TestAccess.OPERATOR, "/console/routes")) {
            ada.follow("Edit routes");
            ada.sees("Nothing here changes the hub");
            ada.accessible();
            ada.skipsFirst();
            ada.shoot("edit");
            ada.press("erp-order.jq");
            Locator text = ada.page.locator("#text");
            PlaywrightAssertions.assertThat(text).hasValue(Pattern.compile("orderId"));
            String whole = text.inputValue();

            text.fill(whole.replace("orderId:", "orderId: herder(1),\n  other:"));
            ada.press("Check");
            ada.sees("The check found 1 mistake");
            ada.accessible();
            ada.shoot("edit-mistake");
            int line = whole.substring(0, whole.indexOf("orderId:")).split("\n", -1).length;
            ada.page
                    .getByRole(AriaRole.LINK, new Page.GetByRoleOptions().setName("erp-order.jq:" + line))
                    .click();
            assertThat(ada.page.evaluate("document.activeElement.id")).isEqualTo("text");
            assertThat(ada.page.evaluate("getSelection().toString()").toString())
                    .contains("herder(1)");

            text.fill(whole.replace("orderId:", "orderNo:"));
            ada.press("Test");
            ada.sees(", 1 failed.");
            ada.shoot("edit-tested");
            ada.accessible();

            ada.page.locator("#last").fill("12");
            ada.press("Plan");
            Page plan = ada.context.waitForPage(() -> ada.follow("Open plan"));
            Looking.sees(plan.locator(".tag").getByText("DONE"));
            Looking.sees(plan.getByText("- /orderId: \"author-3\"").first());
            assertThat(ada.complaints).isEmpty();
            looked(plan.url());
        }
    }

    private static void looked(String plan) {
        Looking.LOOKS.forEach((name, look) -> {
            try (Looking ada = Looking.at(chromium, hub, TestAccess.OPERATOR, look, "/console/plans")) {
                ada.sees("12 changed");
                ada.accessible();
                ada.shoot("plans-" + name);
                ada.go(plan);
                ada.sees("Samples of differences");
                ada.accessible();
                ada.skipsFirst();
                ada.shoot("plan-" + name);
                ada.go("/console/routes/edit?file=erp.camel.yaml");
                ada.accessible();
                ada.shoot("edit-" + name);
                assertThat(ada.complaints).isEmpty();
            }
        });
        try (Looking bob = Looking.at(chromium, hub, TestAccess.VIEWER, plan)) {
            bob.sees("Hidden from viewers: samples hold parts of bodies.");
            PlaywrightAssertions.assertThat(bob.page.getByText("author-3")).hasCount(0);
            bob.accessible();
        }
    }
}
