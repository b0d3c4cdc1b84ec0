package dev.waybill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.junit.jupiter.api.Test;

class SourcesTest {

    @Test
    void a_route_from_a_broker_stores_for_a_source_without_a_signature() {
        assertThat(TestSources.all("orders", "preset=kafka")
                        .ofBroker("orders", "intake")
                        .name())
                .isEqualTo("orders");
    }

    @Test
    void it_stores_neither_for_none_nor_for_one_that_is_not_set_nor_for_a_signed_one() {
        Sources signed = TestSources.all("shop");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signed.ofBroker(null, "intake"))
                .withMessageContainingAll("Route intake", "the inbox of no source");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signed.ofBroker("shpo", "intake"))
                .withMessageContaining("the inbox of shpo");
        assertThatIllegalArgumentException()
                .isThrownBy(() -> signed.ofBroker("shop", "intake"))
                .withMessageContainingAll("the source shop, whose events are signed", "preset kafka or amqp");
    }
}
