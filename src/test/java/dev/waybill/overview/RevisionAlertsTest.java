package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.overview.Overview.Attention;
import dev.waybill.revision.HubRevision;
import java.util.List;
import org.junit.jupiter.api.Test;

class RevisionAlertsTest {

    @Test
    void a_hub_that_can_not_follow_needs_attention_with_its_reason() {
        assertThat(new RevisionAlerts(() -> List.of(
                                new HubRevision(1, "good", 5, null, 9, null),
                                new HubRevision(2, "stuck", 4, null, 9, "no bean labelPrinter"),
                                new HubRevision(3, "empty", null, null, 9, "no bean labelPrinter")))
                        .now())
                .containsExactly(
                        new Attention(
                                true,
                                "stuck can't run the live revision, and goes on with revision 4. Mend the cause, or"
                                        + " roll back.",
                                "/console/revisions",
                                "no bean labelPrinter"),
                        new Attention(
                                true,
                                "empty can't run the live revision, and runs none. Mend the cause, or roll back.",
                                "/console/revisions",
                                "no bean labelPrinter"));
    }
}
