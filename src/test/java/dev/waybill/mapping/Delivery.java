package dev.waybill.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.waybill.handover.OutboxHeaders;
import dev.waybill.inbox.InboxHeaders;
import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultExchange;

/** The exchange of one delivery, as {@code from: outbox:X} starts it. */
public record Delivery(String type, String body, String key, long token) {

    /** Of event 7, under the key {@code wb_abc}. */
    public static Delivery of(String type, String body) {
        return new Delivery(type, body, "wb_abc", 41);
    }

    /** The next attempt, under the next lease. */
    public Delivery again() {
        return new Delivery(type, body, key, token + 1);
    }

    public Exchange exchange(CamelContext camel) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setBody(body.getBytes(UTF_8));
        exchange.getMessage().setHeader(InboxHeaders.EVENT_ID, 7L);
        exchange.getMessage().setHeader(InboxHeaders.EVENT_TYPE, type);
        exchange.getMessage().setHeader(InboxHeaders.RECEIVED_AT, "2026-11-21T20:45:00.123456Z");
        exchange.getMessage().setHeader(InboxHeaders.SOURCE, "covver");
        exchange.getMessage().setHeader(OutboxHeaders.DELIVERY_ID, 1L);
        exchange.getMessage().setHeader(OutboxHeaders.KEY, key);
        exchange.getMessage().setHeader(OutboxHeaders.ATTEMPT, 1);
        exchange.getMessage().setHeader(OutboxHeaders.TOKEN, token);
        return exchange;
    }
}
