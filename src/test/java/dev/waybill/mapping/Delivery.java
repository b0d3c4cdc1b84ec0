package dev.waybill.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.inbox.InboxHeaders;
import dev.waybill.outbox.OutboxHeaders;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** The exchange of one delivery, as {@code from: outbox:X} starts it. */
public record Delivery(long event, String type, String key, long token, String body) {

    public static Delivery of(String type, String body) {
        return new Delivery(7, type, "wb_abc", 41, body);
    }

    public Delivery holding(long token) {
        return new Delivery(event, type, key, token, body);
    }

    public Exchange exchange(CamelContext camel) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body.getBytes(UTF_8));
        exchange.getMessage().setHeader(InboxHeaders.EVENT_ID, event);
        exchange.getMessage().setHeader(InboxHeaders.EVENT_TYPE, type);
        exchange.getMessage().setHeader(InboxHeaders.RECEIVED_AT, "2026-11-21T20:45:00.123456Z");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, "covver");
        exchange.getMessage().setHeader(OutboxHeaders.DELIVERY_ID, 1L);
        exchange.getMessage().setHeader(OutboxHeaders.KEY, key);
        exchange.getMessage().setHeader(OutboxHeaders.ATTEMPT, 1);
        exchange.getMessage().setHeader(OutboxHeaders.TOKEN, token);
        return exchange;
    }

    /** Sends it down the route of this destination, as the outbox would. */
    public Exchange to(String destination, CamelContext camel) {
        try (var producer = camel.createProducerTemplate()) {
            return producer.send("outbox:" + destination, exchange(camel));
        } catch (java.io.IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }
}
