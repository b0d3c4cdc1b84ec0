package dev.waybill.outbox;

import static dev.waybill.handover.TestQueue.POLICY;
import static dev.waybill.handover.TestQueue.delivered;
import static dev.waybill.handover.TestQueue.ended;
import static dev.waybill.handover.TestQueue.sending;
import static dev.waybill.handover.TestQueue.tryAgain;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.handover.Answer;
import dev.waybill.handover.Delivery.Leased;
import dev.waybill.handover.FinishedAttempt;
import dev.waybill.handover.Outcome;
import dev.waybill.handover.SentMessage;
import dev.waybill.handover.TestQueue;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** The way back of attempts: one that can't be recorded must not keep the others. */
class SettlementsTest {

    /** Stands for a value that nobody thought of. */
    private static final String REFUSE = """
        CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS $$
        BEGIN RAISE EXCEPTION 'not that' USING ERRCODE = '22000'; END $$;
        CREATE TRIGGER refuse BEFORE INSERT ON outbox_attempt FOR EACH ROW WHEN (NEW.reason = 'poison')
        EXECUTE FUNCTION refuse()\
        """;

    private final TestQueue queue = TestQueue.fresh();
    private final SimpleMeterRegistry metrics = new SimpleMeterRegistry();
    private final Settlements settlements = new Settlements(queue.settleAttempts, new AttemptLog(metrics));

    @Test
    void an_attempt_that_the_database_refuses_is_recorded_bare_and_its_neighbours_as_they_are() {
        queue.jdbc.sql(REFUSE).update();
        for (String event : List.of("a", "b", "c", "d", "e")) {
            queue.route(event, event, "erp");
        }
        List<Leased> leased = queue.lease("erp", queue.node());
        List<Boolean> told = new ArrayList<>();
        for (Leased one : leased) {
            boolean poison = one.lease().lane().equals("covver/c");
            settlements.add(ended(one, poison ? tryAgain("poison") : delivered(), POLICY), told::add);
        }

        settlements.settleEnded();

        assertThat(told).containsExactly(true, true, true, true, true);
        assertThat(queue.states("erp")).containsExactly("DELIVERED", "DELIVERED", "PENDING", "DELIVERED", "DELIVERED");
        assertThat(queue.attempts())
                .extracting(attempt -> attempt.get("reason"))
                .containsOnlyOnce("the request or answer could not be stored");
        assertThat(queue.lanesOf("erp"))
                .singleElement()
                .satisfies(lane -> assertThat(lane.get("owner")).isNull());
    }

    @Test
    void what_not_all_recipients_got_is_done_with_its_reason_and_counted() {
        queue.route("a", "a", "email");
        Answer partly = new Answer(550, "sent, but not to all: gone@example.com: 550 no such user", null);
        settlements.add(
                ended(queue.leaseOne("email", queue.node()), new Outcome.Delivered(partly), POLICY), ours -> {});

        settlements.settleEnded();

        assertThat(queue.states("email")).containsExactly("DELIVERED");
        assertThat(queue.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt).containsEntry("reason", partly.reason()));
        assertThat(metrics.counter("waybill.outbox.incomplete", "destination", "email")
                        .count())
                .isEqualTo(1);
    }

    @Test
    void what_went_out_and_can_t_be_stored_is_left_out() {
        queue.route("a", "a", "erp");
        FinishedAttempt ended = ended(queue.leaseOne("erp", queue.node()), delivered(), POLICY);
        byte[] tooLong = new byte[(1 << 20) + 1];
        settlements.add(sending(ended, new SentMessage("http://erp", tooLong, null, 7L)), ours -> {});

        settlements.settleEnded();

        assertThat(queue.states("erp")).containsExactly("DELIVERED");
        assertThat(queue.attempts())
                .singleElement()
                .satisfies(attempt -> assertThat(attempt)
                        .containsEntry("reason", "the request or answer could not be stored")
                        .containsEntry("sent_to", null)
                        .containsEntry("sent", null));
    }
}
