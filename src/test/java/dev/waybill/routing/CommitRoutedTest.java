package dev.waybill.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.entry;

import dev.waybill.inbox.Slot;
import dev.waybill.reroute.TestRouting;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The end of a batch: all or nothing, only under the lease, and one bad event never undoes its neighbours. */
class CommitRoutedTest {

    private final TestRouting routing = new TestRouting(10);

    /** A text that PostgreSQL can't store, and one that its index can't take. */
    static String[] refusedParts() {
        String tooLong = new Random(1)
                .ints(8000, 'A', 'z')
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
        return new String[] {"zero\0", tooLong};
    }

    @ParameterizedTest
    @MethodSource("refusedParts")
    void a_batch_that_the_database_refuses_is_committed_up_to_the_culprit(String part) throws InterruptedException {
        routing.store("before", "order");
        routing.store("culprit", "order");
        routing.store("behind it", "order");
        routing.names("culprit", TestRouting.to("erp", part));
        routing.routeDue(() -> {});
        assertThat(routing.delivered()).containsExactly("before");
        assertThat(routing.states()).containsExactly(entry("culprit", "FAILED"), entry("behind it", "RECEIVED"));
        assertThat(routing.leased()).isZero();
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("culprit", "FAILED"), entry("behind it", "WAITING"));
        assertThat(routing.jdbc
                        .sql("SELECT error FROM inbox_work WHERE state = 'FAILED'")
                        .query(String.class)
                        .single())
                .startsWith("The database refused it: ");
    }

    @Test
    void a_refused_event_lets_its_neighbours_of_other_groups_go_on() throws InterruptedException {
        routing.store("culprit", null);
        routing.store("neighbour", null);
        routing.names("culprit", TestRouting.to("erp", "zero\0"));
        routing.routeAll();
        assertThat(routing.states()).containsExactly(entry("culprit", "FAILED"));
        assertThat(routing.delivered()).containsExactly("neighbour");
    }

    @Test
    void a_refused_batch_leaves_nobody_waiting_behind_an_elder_that_got_through() throws InterruptedException {
        routing.fails("mended");
        routing.store("mended", "order");
        routing.routeAll();
        routing.names("mended", TestRouting.to("erp", ""));
        routing.passTime();
        routing.store("behind it", "order");
        routing.store("culprit", null);
        routing.names("culprit", TestRouting.to("erp", "zero\0"));
        routing.slotOfAll("order");
        routing.routeAll();
        assertThat(routing.delivered()).containsExactly("mended", "behind it");
        assertThat(routing.states()).containsExactly(entry("culprit", "FAILED"));
    }

    @Test
    void a_refused_batch_names_each_destination_once() throws InterruptedException {
        routing.store("before", "order");
        routing.store("culprit", "order");
        routing.names("culprit", TestRouting.to("erp", "zero\0"));
        routing.routeAll();
        routing.names("culprit", TestRouting.to("erp", ""));
        routing.passTime();
        routing.routeAll();
        assertThat(routing.delivered()).containsExactly("before", "culprit");
    }

    @Test
    void what_was_decided_under_a_lost_lease_is_not_written() throws InterruptedException {
        long event = routing.store("event", "order");
        routing.store("second", "order");
        routing.fails("second");
        routing.routeDue(() -> routing.slots.seize(TestRouting.SOURCE, Slot.of(TestRouting.SOURCE, "order")));
        assertThat(routing.ran).contains("event");
        assertThat(routing.delivered()).isEmpty();
        assertThat(routing.states()).containsExactly(entry("event", "RECEIVED"), entry("second", "RECEIVED"));
        assertThat(routing.jdbc
                        .sql("SELECT tries FROM inbox_work WHERE event_id = :id")
                        .param("id", event)
                        .query(Integer.class)
                        .single())
                .isZero();
    }

    @Test
    void a_failure_s_text_is_stored_whatever_it_holds() throws InterruptedException {
        routing.on("event", key -> {
            throw new IllegalStateException("zero \0 and \ud800 " + "long".repeat(2000));
        });
        routing.store("event", null);
        routing.routeAll();
        assertThat(routing.jdbc
                        .sql("SELECT error FROM inbox_work")
                        .query(String.class)
                        .single())
                .contains("zero   and")
                .hasSizeLessThanOrEqualTo(2000);
    }
}
