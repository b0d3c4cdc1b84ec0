package dev.waybill.bench;

import dev.waybill.sources.SignedByCovver;
import javax.sql.DataSource;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.processor.idempotent.jdbc.JdbcMessageIdRepository;

/** Camel's own idempotent consumer on JDBC and an insert, as its documentation shows them. */
final class StockRoute extends RouteBuilder {

    static final String TABLE = """
        CREATE TABLE webhook (id bigserial PRIMARY KEY, idempotency_key text NOT NULL, body bytea NOT NULL,
          received_at timestamptz NOT NULL DEFAULT now())
        """;

    private final DataSource database;

    StockRoute(DataSource database) {
        this.database = database;
    }

    @Override
    public void configure() {
        from("platform-http:" + SignedBodies.PATH)
                .process(new SignedByCovver(SignedBodies.SECRET))
                .idempotentConsumer(header("covverIdempotencyKey"), new JdbcMessageIdRepository(database, "covver"))
                .to("sql:INSERT INTO webhook (idempotency_key, body) VALUES (:#covverIdempotencyKey, :#${body})"
                        + "?dataSource=#database")
                .end()
                .removeHeaders("*")
                .setBody(constant("{\"status\":\"accepted\"}"));
    }
}
