package dev.waybill.mapping;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import dev.waybill.inbox.InboxHeaders;
import java.io.ByteArrayOutputStream;
import java.time.ZoneId;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelExecutionException;
import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;

/** Runs one mapping file under {@code routes/} as its route does, without the route. */
public final class Mapping implements AutoCloseable {

    private final CamelContext camel = new DefaultCamelContext();
    private final ExactJson json = new ExactJson();
    private final String file;

    public Mapping(String file) {
        this(file, "UTC");
    }

    public Mapping(String file, String zone) {
        this.file = file;
        camel.getRegistry().bind("utc", new UtcTime(new CovverSettings(ZoneId.of(zone))));
        bindCodePoints(camel);
        Ending.in(camel);
        camel.start();
    }

    /** As Spring's registry has them. */
    static void bindCodePoints(CamelContext camel) {
        CodePoints points = new CodePoints();
        camel.getRegistry().bind("implode/0", points.implode());
        camel.getRegistry().bind("index/1", points.index());
        camel.getRegistry().bind("rindex/1", points.rindex());
        camel.getRegistry().bind("indices/1", points.indices());
    }

    /** The mapping's result for a received body. */
    public JsonNode apply(String type, String body) {
        Exchange exchange = new DefaultExchange(camel);
        exchange.getMessage().setHeader(InboxHeaders.EVENT_ID, 7L);
        exchange.getMessage().setHeader(InboxHeaders.EVENT_TYPE, type);
        exchange.getMessage().setHeader(InboxHeaders.RECEIVED_AT, "2026-11-21T20:45:00.123456Z");
        try {
            exchange.getMessage().setBody(json.getObjectMapper().readTree(body.getBytes(UTF_8)));
        } catch (java.io.IOException e) {
            throw new IllegalArgumentException(e);
        }
        return camel.resolveLanguage("jq")
                .createExpression("resource:file:routes/" + file)
                .evaluate(exchange, JsonNode.class);
    }

    /** The same, as the bytes that go out. */
    public String text(String type, String body) {
        try {
            ByteArrayOutputStream out = new ByteArrayOutputStream();
            json.marshal(new DefaultExchange(camel), apply(type, body), out);
            return out.toString(UTF_8);
        } catch (Exception e) {
            throw new CamelExecutionException("marshal", new DefaultExchange(camel), e);
        }
    }

    @Override
    public void close() {
        camel.stop();
    }
}
