package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Download;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpMode;
import java.nio.file.Files;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** An operator and the order that somebody asks about, in a real Chromium. */
@Slow
class EventStoriesTest {

    @RegisterExtension
    static final Stage stage = new Stage(
            "--waybill.outbox.max-attempts=2",
            "--waybill.outbox.backoff-first=100ms",
            "--waybill.console.mask[0]=/data/orderLineItems/*/title");

    @AfterEach
    void mend_the_erp() {
        stage.hub.erp.mode(ErpMode.OK);
    }

    @Test
    void find_the_order_that_the_shop_calls_about_and_send_a_colleague_its_address() throws Exception {
        stage.hub.erp.mode(ErpMode.REFUSE);
        stage.hub.order("called-about", "100200300", 3);
        awaitDead("called-about");
        stage.hub.order("other", "100200301", 2);
        awaitNamed("100200300");

        String searched;
        String order;
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/events")) {
            ada.accessible();
            ada.page.getByLabel("Name or id").fill("100200300");
            ada.page.getByLabel("Kind of name").selectOption("orderNumber");
            ada.press("Search");
            ada.sees("100200300");
            assertThat(ada.page.locator("tbody tr").count()).isEqualTo(3);
            ada.accessible();
            ada.shoot("events-found");
            searched = ada.page.url();
            ada.follow("called-about");
            ada.sees("holds this order at erp");
            ada.sees("HTTP 400");
            ada.sees("must reach erp first");
            ada.accessible();
            ada.shoot("order-held");
            order = ada.page.url();
            ada.follow("Look at event");
            ada.sees("Timeline");
            ada.sees("REFUSED, HTTP 400");
            ada.page.getByText("Data sent").first().click();
            ada.sees("Idempotency-Key: wb_");
            ada.sees("\"orderNumber\": \"100200300\"");
            ada.accessible();
            ada.shoot("event-refused");
            Download download = ada.page.waitForDownload(() -> ada.follow("Download the exact bytes"));
            assertThat(download.suggestedFilename()).matches("event-\\d+\\.json");
            assertThat(Files.readString(download.path())).startsWith("{\"type\":\"OrderPlaced\"");
            assertThat(ada.complaints).isEmpty();
        }
        try (Looking bob = Looking.at(stage, TestAccess.VIEWER, searched)) {
            assertThat(bob.page.url()).contains("100200300");
            assertThat(bob.page.locator("tbody tr").count()).isEqualTo(3);
            bob.go(order);
            bob.sees("holds this order at erp");
            assertThat(bob.page.locator("main button").count()).isZero();
            assertThat(bob.complaints).isEmpty();
        }
    }

    @Test
    void one_order_blocks_its_group_understand_skip_audit() throws Exception {
        stage.hub.erp.mode(ErpMode.REFUSE);
        stage.hub.order("stuck", "77", 2);
        awaitDead("stuck");
        stage.hub.erp.mode(ErpMode.OK);
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/destinations/erp")) {
            ada.follow("stuck");
            ada.sees("holds this order at erp");
            ada.page.locator("main input[name=reason]").first().fill("a test order of the shop");
            ada.page.locator("main button[value=skip]").first().click();
            ada.sees("The delivery is skipped; its group continues.");
            Awaitility.await()
                    .atMost(Looking.PATIENCE)
                    .until(() -> stage.hub.count(
                                    "outbox_delivery d JOIN inbox_event e ON e.id = d.event_id WHERE e.message_group ="
                                            + " 'stuck' AND d.destination = 'erp' AND d.state = 'DELIVERED'")
                            == 1);
            ada.sees(ada.page.locator(".story > li").nth(1).getByText("DELIVERED"));
            ada.sees("Nothing in this order waits for an operator");
            ada.accessible();
            ada.shoot("order-let-go");
            ada.go("/console/audit");
            ada.sees("a test order of the shop");
            ada.page.locator("main tbody a").first().click();
            ada.sees("ada: skip delivery");
            assertThat(ada.complaints).isEmpty();
        }
    }

    @Test
    void what_changes_comes_with_its_buttons_and_takes_nothing_from_under_the_fingers() throws Exception {
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/destinations/erp")) {
            Locator group =
                    ada.page.locator("#holding tr").filter(new Locator.FilterOptions().setHasText("comes by itself"));
            PlaywrightAssertions.assertThat(group).hasCount(0);
            ada.page.locator("#pause").fill("half a sen");
            stage.hub.erp.mode(ErpMode.REFUSE);
            stage.hub.order("comes by itself", "78", 2);
            awaitDead("comes by itself");
            Looking.sees(group);
            var phone = Looking.LOOKS.get("phone");
            try (Looking bob = Looking.at(stage, TestAccess.OPERATOR, phone, "/console/destinations/erp")) {
                bob.accessible();
                bob.shoot("destination-blocked-phone");
                bob.page.locator("#pause").fill("the ERP is moved");
                bob.press("Pause on all hubs");
                bob.sees("Resume on all hubs");
                Looking.sees(ada.page.getByText("The page has changed while you type"));
                assertThat(ada.page.locator("#pause").inputValue()).isEqualTo("half a sen");
                ada.page.locator("#pause").fill("");
                ada.page.locator("h1").click();
                ada.sees("Resume on all hubs");
                bob.page.locator("#resume").fill("it has moved");
                bob.press("Resume on all hubs");
                bob.sees("Pause on all hubs"); // nothing is on its way when the window closes
            }
            stage.hub.erp.mode(ErpMode.OK);
            group.locator("input[name=reason]").fill("mended");
            group.locator("button[value=replay]").click();
            PlaywrightAssertions.assertThat(group).hasCount(0);
            assertThat(ada.complaints).isEmpty();
        }
    }

    @Test
    void a_click_on_the_map_does_not_stop_it_and_the_keyboard_does() throws Exception {
        stage.hub.order("seen", "79", 1);
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console")) {
            ada.page.locator("#moving .scroll").first().click(new Locator.ClickOptions().setPosition(2, 2));
            String then = ada.page.locator("#moving time").last().getAttribute("datetime");
            PlaywrightAssertions.assertThat(ada.page.locator("#moving time").last())
                    .not()
                    .hasAttribute("datetime", then);
            ada.page.locator("#moving a").first().focus();
            ada.page.keyboard().press("Tab");
            Looking.sees(ada.page.getByText("The part in use is not refreshed"));
        }
    }

    @Test
    void a_viewer_sees_masked_values_and_no_command() throws Exception {
        stage.hub.order("private", "88", 1);
        long event = awaitNamed("88");
        try (Looking bob = Looking.at(stage, TestAccess.VIEWER, "/console/events/" + event)) {
            bob.sees("(hidden)");
            bob.sees("parts are hidden from viewers");
            assertThat(bob.page.content()).doesNotContain("Mug");
            assertThat(bob.page.locator("main button, main input").count()).isZero();
            bob.accessible();
            bob.shoot("event-masked");
            bob.go("/console/events");
            assertThat(bob.page.locator("#text").count()).isZero();
            assertThat(bob.complaints).isEmpty();
        }
    }

    @Test
    void hostile_words_are_only_words() throws Exception {
        String evil = "<img src=x onerror=alert(1)><script>alert(2)</script>\u202Eexe";
        stage.hub.webhook(
                "evil",
                "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"%s\",\"orderNumber\":\"666\"}}"
                        .formatted(evil.replace("\"", "\\\"")));
        long event = awaitNamed("666");
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/events?orderNumber=666")) {
            ada.sees("<img src=x");
            ada.page.locator("main tbody a[href*=orders]").first().click();
            ada.sees("<script>alert(2)");
            ada.go("/console/events/" + event);
            ada.sees("<script>alert(2)");
            assertThat(ada.page.locator("main img, main script").count()).isZero();
            assertThat(ada.complaints).isEmpty();
        }
    }

    @Test
    void it_is_readable_in_light_in_dark_and_on_a_phone() throws Exception {
        stage.hub.order("looks", "4711", 3);
        long event = awaitNamed("4711");
        Looking.LOOKS.forEach((name, look) -> {
            try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, look, "/console/events")) {
                ada.sees("4711");
                ada.accessible();
                ada.shoot("events-" + name);
                ada.go("/console/events/" + event);
                ada.accessible();
                ada.shoot("event-" + name);
                ada.go("/console/orders?group=looks");
                ada.accessible();
                ada.shoot("order-" + name);
            }
        });
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/events?name=nobody")) {
            ada.sees("No match in all events");
            ada.accessible();
            ada.skipsFirst();
            Locator called = ada.page.getByLabel("Name or id");
            assertThat(called.inputValue()).isEqualTo("nobody");
        }
    }

    private static void awaitDead(String group) {
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() -> stage.hub.count(
                                "outbox_delivery d JOIN inbox_event e ON e.id = d.event_id WHERE e.message_group = '"
                                        + group + "' AND d.state = 'DEAD'")
                        == 1);
    }

    /** The eldest event with this order number, once search knows it. */
    private static long awaitNamed(String number) {
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() -> stage.hub.count("search_event WHERE order_number = '" + number + "'") > 0
                        && stage.hub.count("search_event") == stage.hub.count("inbox_event"));
        return stage.hub
                .sql
                .sql("SELECT min(event_id) FROM search_event WHERE order_number = :number")
                .param("number", number)
                .query(Long.class)
                .single();
    }
}
