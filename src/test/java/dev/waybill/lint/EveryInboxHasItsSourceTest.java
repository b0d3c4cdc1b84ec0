package dev.waybill.lint;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.sources.SourceNames;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class EveryInboxHasItsSourceTest {

    private static final SourceNames SOURCES = SourceNames.of(
            Set.of("covver", "orders"), Map.of("waybill.sources.orders.signature.algorithm", "none")::get);

    private static final String EVENTS = RouteText.route("covver-events", "inbox:covver", "- to: {uri: log:a}")
            + RouteText.route("orders-events", "inbox:orders", "- to: {uri: log:a}");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kafka:orders                       | inbox:ordres | sends to inbox:ordres, but the settings have no waybill.sources.ordres; did you mean orders?
        platform-http:/webhooks/covver     | inbox:cover  | sends to inbox:cover, but the settings have no waybill.sources.cover; did you mean covver?
        kafka:orders                       | inbox:covver | takes messages of a broker for the source covver, whose events are signed: use a source with 'preset: kafka'
        amqp:queue:orders                  | inbox:covver | takes messages of a broker for the source covver, whose events are signed: use a source with 'preset: amqp'
        kafka:orders                       | inbox:*      | takes messages of a broker, which name no source: send to inbox:<source>
        """)
    void a_step_to_an_inbox_that_no_source_has_is_an_error(String from, String to, String sentence) throws Exception {
        assertThat(RouteText.findings(SOURCES, EVENTS + intake(from, to)))
                .anySatisfy(found ->
                        assertThat(found).startsWith("routes/0.camel.yaml:").contains(sentence));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        kafka:orders                       | inbox:orders
        platform-http:/webhooks/{source}   | inbox:*
        platform-http:/webhooks/covver     | inbox:covver
        """)
    void a_step_that_fits_is_none(String from, String to) throws Exception {
        assertThat(RouteText.findings(SOURCES, EVENTS + intake(from, to))).isEmpty();
    }

    @Test
    void where_no_source_is_known_nothing_is_said() throws Exception {
        assertThat(RouteText.findings(EVENTS + intake("kafka:orders", "inbox:ordres")))
                .isEmpty();
    }

    @Test
    void a_source_without_a_signature_that_no_route_feeds_is_a_warning() throws Exception {
        assertThat(RouteText.warnings(SOURCES, EVENTS + intake("platform-http:/webhooks/{source}", "inbox:*")))
                .containsExactly("application.yaml: waybill.sources.orders has no signature, and no route sends to"
                        + " inbox:orders: no event comes in");
        assertThat(RouteText.warnings(SOURCES, EVENTS + intake("kafka:orders", "inbox:orders")))
                .isEmpty();
    }

    private static String intake(String from, String to) {
        return RouteText.route("intake", from, "- to: {uri: \"%s\"}".formatted(to), """
            - idempotentConsumer:
                idempotentRepository: inbox
                eager: true
                skipDuplicate: false
                removeOnFailure: false
                expression:
                  simple:
                    expression: ${header.CamelInboxIdempotencyKey}
                steps:
                  - to: {uri: log:b}\
            """);
    }
}
