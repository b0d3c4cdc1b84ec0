package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.AriaRole;
import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpRequest;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestMethodOrder;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An author in a browser: from an edit to its mistake, to its test, to its plan, to a trial on a few orders, and back. */
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class AuthorStoriesTest {

    /** An edit that changes no order of the shipped tests, and stumbles over orders that no plan has seen. */
    private static final String EDIT = """

        | if .orderId | startswith("author") then .channel = "web" else . end
        | if .orderId | startswith("late") then error("no channel") else . end
        """;

    @RegisterExtension
    static final Stage stage = new Stage("--waybill.plan.enabled=true", "--waybill.publish.enabled=true");

    @BeforeAll
    static void start() throws Exception {
        for (int i = 0; i < 4; i++) {
            stage.hub.order("author-" + i, 3);
        }
    }

    @Test
    @Order(1)
    void a_mapping_is_edited_its_mistake_seen_at_its_line_mended_tested_and_planned() {
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/routes")) {
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

    @Test
    @Order(2)
    void an_edit_is_planned_and_tried_goes_wrong_on_two_orders_and_is_taken_back() throws Exception {
        await().until(() -> bodies().size() == 12);
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/routes/edit?file=erp-order.jq")) {
            Locator text = ada.page.locator("#text");
            text.fill(text.inputValue().stripTrailing() + EDIT);
            ada.page.locator("#last").fill("12");
            ada.press("Plan");
            Page plan = ada.context.waitForPage(() -> ada.follow("Open plan"));
            Looking.sees(plan.getByText("+ /channel: \"web\"").first());
            Looking.sees(plan.locator(".tag").getByText("DONE"));
            plan.close(); // a page behind another one is never drawn

            ada.page.locator("#reason").fill("the ERP wants a channel");
            ada.page.locator("#first").fill("2");
            ada.press("Publish");
            ada.sees("Revision 2 takes the next 2 events of each type");
            ada.accessible();
            ada.shoot("publish-tried");
            await().until(() -> stage.hub.count("hub_revision WHERE canary = 2") == 1);
            for (String order : List.of("late-1", "late-2", "late-3")) {
                stage.hub.order(order, 1);
            }
            await().until(() -> bodies().size() == 13);
            await().until(() -> stage.hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DEAD'") == 2);

            ada.go("/console/destinations/erp");
            ada.sees("no channel");
            ada.go("/console/revisions");
            ada.sees("is tried with the first 2 events of each type");
            ada.accessible();
            ada.shoot("trial");
            ada.page.locator("#trial-reason").fill("late orders are refused");
            ada.press("Back: stay with 1");
            ada.sees("Revision 1");
            await().until(() -> stage.hub.count("hub_revision WHERE canary IS NULL AND number = 1") == 1);
            stage.hub.order("late-4", 1);
            await().until(() -> bodies().size() == 14);
            assertThat(bodies()).noneMatch(body -> body.contains("channel"));
            assertThat(ada.complaints).isEmpty();
        }
    }

    private static List<String> bodies() {
        return stage.hub.erp.journal().stream().map(ErpRequest::body).toList();
    }

    private static void looked(String plan) {
        Looking.LOOKS.forEach((name, look) -> {
            try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, look, "/console/plans")) {
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
        try (Looking bob = Looking.at(stage, TestAccess.VIEWER, plan)) {
            bob.sees("Hidden from viewers: samples hold parts of bodies.");
            PlaywrightAssertions.assertThat(bob.page.getByText("author-3")).hasCount(0);
            bob.accessible();
        }
    }
}
