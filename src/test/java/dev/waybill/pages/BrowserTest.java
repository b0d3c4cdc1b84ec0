package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Request;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import dev.waybill.sandbox.ErpMode;
import java.util.ArrayList;
import java.util.List;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The console in a real Chromium, over a hub whose ERP fails and comes back. Time is compressed by settings. */
@Slow
class BrowserTest {

    @RegisterExtension
    static final Stage stage = new Stage("--waybill.outbox.max-attempts=2", "--waybill.outbox.backoff-first=100ms");

    @Test
    void the_erp_was_down_an_operator_sees_it_replays_it_and_watches_it_drain() throws Exception {
        stage.hub.erp.mode(ErpMode.ERROR);
        for (int i = 0; i < 12; i++) {
            stage.hub.order("down-" + i, 2);
        }
        Awaitility.await().atMost(Looking.PATIENCE).until(() -> dead() == 12);

        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console")) {
            ada.sees("erp: 12 dead deliveries wait for an operator, 12 blocked groups.");
            ada.shoot("flow-trouble");
            ada.page.getByText("erp: 12 dead deliveries").click();
            ada.sees("HTTP 500");
            ada.shoot("destination-trouble");
            ada.accessible();

            stage.hub.erp.mode(ErpMode.OK);
            ada.page.locator("#many-reason").fill("the ERP was down for an hour");
            ada.press("Preview");
            ada.sees("0 of 12");
            ada.accessible();
            ada.page.locator("#start").fill("it is back");
            ada.press("Start");
            ada.sees("12 of 12");
            Looking.sees(ada.page.locator(".tag").getByText("DONE"));
            ada.sees("The job has ended");
            assertThat(ada.page.locator("main button:visible").count()).isZero();
            ada.shoot("replay-done");

            Awaitility.await().atMost(Looking.PATIENCE).until(() -> open() == 0);
            ada.go("/console");
            PlaywrightAssertions.assertThat(ada.page.getByText("dead deliveries"))
                    .hasCount(0);
            ada.go("/console/audit");
            ada.sees("it is back");
            assertThat(ada.complaints).isEmpty();
        }
    }

    @Test
    void two_operators_who_start_the_same_replay_start_one() {
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console/destinations/erp")) {
            ada.page.locator("#many-reason").fill("to be sure");
            ada.press("Preview");
            Looking.sees(ada.page.locator("#start"));
            Page other = ada.context.newPage();
            other.navigate(ada.page.url());
            for (Page page : List.of(ada.page, other)) {
                page.locator("#start").fill("go");
            }
            ada.press("Start");
            ada.sees("The job is running");
            Looking.press(other, "Start");
            Looking.sees(other.locator(".told"));
            String id = ada.page.url().replaceAll("\\D+", " ").strip().replaceAll(".* ", "");
            assertThat(stage.hub.count("audit WHERE verb = 'start' AND subject = 'replay' AND subject_id = " + id))
                    .isEqualTo(1);
        }
    }

    @Test
    void every_page_is_accessible_and_speaks_to_its_own_origin_alone() throws Exception {
        stage.hub.erp.mode(ErpMode.OK);
        stage.hub.order("one", 3);
        stage.hub.webhook("odd", "{\"type\":1}");
        long quarantined = stage.hub
                .sql
                .sql("SELECT max(id) FROM quarantine")
                .query(Long.class)
                .single();
        try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, "/console")) {
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
                ada.go(path);
                ada.accessible();
                ada.skipsFirst();
            }
            assertThat(ada.complaints).isEmpty();
        }
    }

    @Test
    void it_is_readable_in_light_in_dark_and_on_a_phone() throws Exception {
        stage.hub.erp.mode(ErpMode.OK);
        stage.hub.order("look", 3);
        Looking.LOOKS.forEach((name, look) -> {
            try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, look, "/console")) {
                ada.sees("The last hour");
                ada.accessible();
                ada.shoot("flow-" + name);
                ada.go("/console/destinations/erp");
                ada.accessible();
                ada.shoot("destination-" + name);
                ada.go("/console/routes/erp");
                ada.accessible();
                ada.shoot("route-" + name);
            }
        });
        var dark = Looking.look(ColorScheme.DARK, 1280, 900);
        try (Looking stranger = new Looking(stage, dark)) {
            stranger.go("/console");
            stranger.accessible();
            stranger.shoot("login-dark");
        }
    }

    @Test
    void the_first_page_costs_less_than_100_kib() {
        String session;
        try (Looking bob = Looking.at(stage, TestAccess.VIEWER, "/console")) {
            session = bob.context.storageState();
        }
        var signedIn = new Browser.NewContextOptions().setStorageState(session); // and nothing in its cache
        try (Looking bob = new Looking(stage, signedIn)) {
            List<Request> requests = new ArrayList<>();
            bob.page.onRequestFinished(requests::add);
            bob.go("/console/destinations");
            bob.page.waitForLoadState();
            assertThat(bob.page.url()).endsWith("/console/destinations");
            long bytes = List.copyOf(requests).stream()
                    .mapToLong(request -> request.sizes().responseBodySize)
                    .sum();
            assertThat(bytes).isBetween(10L << 10, 100L << 10);
        }
    }

    private static long dead() {
        return stage.hub.count("outbox_delivery WHERE destination = 'erp' AND state = 'DEAD'");
    }

    private static long open() {
        return stage.hub.count("outbox_delivery WHERE destination = 'erp' AND state IN ('DEAD', 'PENDING')");
    }
}
