package dev.waybill.routing;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.routing.RoutingSlip.Line;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.camel.support.ExchangeHelper;
import org.junit.jupiter.api.Test;

class RoutingSlipTest {

    private static final Line ERP = new Line("erp", "", true);

    private final Exchange exchange = new DefaultExchange(new DefaultCamelContext());
    private final RoutingSlip slip = new RoutingSlip();

    @Test
    void it_holds_what_was_named_in_order_from_the_exchange_and_its_copies() {
        slip.attachTo(exchange);
        RoutingSlip.of(exchange).note(ERP);
        RoutingSlip.of(ExchangeHelper.createCopy(exchange, true)).note(new Line("email", "", true));
        assertThat(slip.close().lines()).extracting(Line::destination).containsExactly("erp", "email");
    }

    @Test
    void a_part_tells_two_deliveries_to_one_destination_apart() {
        slip.note(new Line("sftp", "a", true));
        slip.note(new Line("sftp", "b", true));
        assertThat(slip.close().fault()).isNull();
    }

    @Test
    void the_same_delivery_named_twice_throws_and_spoils_the_slip() {
        slip.note(new Line("sftp", "a", true));
        assertThatThrownBy(() -> slip.note(new Line("sftp", "a", false)))
                .hasMessage("outbox:sftp was named twice with part a");
        assertThat(slip.close().fault()).isEqualTo("outbox:sftp was named twice with part a");
    }

    @Test
    void another_thread_can_t_add_to_it_and_spoils_it() throws InterruptedException {
        Thread other = Thread.ofVirtual()
                .start(() -> assertThatThrownBy(() -> slip.note(ERP)).hasMessageContaining("another thread"));
        other.join();
        assertThat(slip.close().fault()).contains("another thread");
        assertThat(slip.close().lines()).isEmpty();
    }

    @Test
    void nothing_can_be_added_after_its_close() {
        slip.note(ERP);
        RoutingSlip.Closed closed = slip.close();
        assertThatThrownBy(() -> slip.note(new Line("email", "", true)))
                .hasMessage("outbox:email was named after the route had ended");
        assertThat(closed.lines()).containsExactly(ERP);
        assertThat(closed.fault()).isNull();
    }

    @Test
    void a_route_that_does_not_start_from_the_inbox_has_none() {
        assertThatThrownBy(() -> RoutingSlip.of(exchange)).hasMessageContaining("starts from 'inbox:'");
    }
}
