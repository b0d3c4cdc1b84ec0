package dev.waybill.outbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.postgresql.PGConnection;

/** A node that has no hand free says so to the others at once. */
class PassOnTest {

    private final TestOutbox outbox = new TestOutbox();
    private final CountDownLatch answers = new CountDownLatch(1);

    @AfterEach
    void stop() {
        answers.countDown();
        outbox.close();
    }

    @Test
    void what_comes_in_while_every_permit_is_taken_is_passed_on() throws Exception {
        outbox.answering(exchange -> answers.await()).withPlainRoute();
        try (var connection = outbox.queue.database.getConnection();
                var statement = connection.createStatement()) {
            statement.execute("LISTEN waybill");
            thereIsAnotherNode();
            for (int i = 0; i < 4; i++) {
                outbox.route("order " + i, "group " + i);
            }
            await().atMost(Duration.ofSeconds(10)).until(() -> outbox.leased() == 4);
            outbox.route("one too many", "group 4");
            var heard = connection.unwrap(PGConnection.class).getNotifications(10_000);
            assertThat(heard)
                    .isNotEmpty()
                    .allMatch(signal -> signal.getParameter().equals("outbox/erp"));
        }
    }

    private void thereIsAnotherNode() {
        outbox.queue
                .jdbc
                .sql("INSERT INTO node (until, name) VALUES (now() + interval '1 hour', 'other')")
                .update();
        outbox.tick();
    }
}
