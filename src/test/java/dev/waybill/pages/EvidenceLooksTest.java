package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.Slow;
import dev.waybill.kit.TestAccess;
import java.io.IOException;
import java.time.LocalDate;
import java.time.ZoneOffset;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The pages of attention, evidence, sessions and audit, in a real Chromium: light, dark and on a phone. */
@Slow
class EvidenceLooksTest {

    @RegisterExtension
    static final Stage stage = new Stage(
            "--waybill.console.tokens[2].name=warehouse",
            "--waybill.console.tokens[2].sha256=" + "0".repeat(64),
            "--waybill.console.tokens[2].expires=" + LocalDate.now(ZoneOffset.UTC));

    private static final String BODY =
            "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"orderNumber\":\"100200300\",\"orderLineItems\":[],\"n\":null}}";

    private static long event;

    @BeforeAll
    static void start() throws IOException {
        stage.hub.reserialised("first", BODY.replace("null", "1E+400"), BODY);
        stage.hub.reserialised("second", BODY.replace("null", "1E+400"), BODY);
        stage.hub.webhook("malformed", "{\"type\":1,\"data\":{\"id\":\"o-2\"}}");
        Awaitility.await()
                .atMost(Looking.PATIENCE)
                .until(() -> stage.hub.count("search_same_body") == 1 && stage.hub.count("quarantine") == 1);
        event = stage.hub
                .sql
                .sql("SELECT max(id) FROM inbox_event")
                .query(Long.class)
                .single();
        stage.hub
                .sql
                .sql("INSERT INTO outbox_pause (destination, who, reason) VALUES ('erp', 'the hub', '3 attempts in"
                        + " a row failed with the same error: jq: no field qty in line 1. No delivery is given up: fix"
                        + " the mapping,"
                        + " then resume.')")
                .update();
        stage.hub
                .sql
                .sql("INSERT INTO console_minute (minute, figure, type, destination, count)"
                        + " VALUES (date_trunc('minute', now(), 'UTC'), 'DELIVERED', 'in part', 'email', 2)")
                .update();
    }

    @Test
    void all_of_it_is_told_and_readable() {
        Looking.LOOKS.forEach((name, look) -> {
            try (Looking ada = Looking.at(stage, TestAccess.OPERATOR, look, "/console")) {
                ada.sees("The token warehouse expires in ");
                ada.sees("email: 2 deliveries of the last day arrived only in part");
                ada.sees("erp is paused by the hub.");
                ada.sees("jq: no field qty in line 1");
                ada.sees("Signed bodies sent again under another key");
                ada.sees("Signed webhooks in quarantine: 1.");
                looked(ada, "attention-" + name);
                ada.go("/console/events/" + event);
                ada.sees("The received bytes differ");
                ada.sees("The same signed body arrived before under another key");
                looked(ada, "event-evidence-" + name);
                ada.go("/console/quarantine");
                looked(ada, "quarantine-" + name);
                ada.page.locator("main tbody a").first().click();
                ada.sees("In quarantine");
                looked(ada, "quarantined-" + name);
                ada.go("/console/sessions");
                ada.sees("this one");
                looked(ada, "sessions-" + name);
                ada.go("/console/audit");
                ada.sees("/console/events/" + event);
                looked(ada, "audit-" + name);
                assertThat(ada.complaints).isEmpty();
            }
        });
    }

    private static void looked(Looking somebody, String name) {
        somebody.accessible();
        somebody.shoot(name);
    }
}
