package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.waybill.kit.TestAccess;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** A source whose requests hold the secret itself is no signed one, and the home page says so. */
class UnsignedSourceTest {

    @Test
    void the_home_page_says_that_there_is_no_signature() throws Exception {
        try (ConsoleHub hub = ConsoleHub.start("--waybill.sources.covver.signature.algorithm=shared-secret")) {
            hub.sql
                    .sql("INSERT INTO console_minute (minute, figure, source, count)"
                            + " VALUES (date_trunc('minute', now(), 'UTC'), 'ACCEPTED', 'covver', 1)")
                    .update();
            Visitor viewer = Visitor.signedIn(hub, TestAccess.VIEWER);

            await().atMost(Duration.ofSeconds(20))
                    .untilAsserted(() -> assertThat(viewer.get("/console").body())
                            .contains("· no signature", "<span class=\"tag warn\">no signature</span>"));
        }
    }
}
