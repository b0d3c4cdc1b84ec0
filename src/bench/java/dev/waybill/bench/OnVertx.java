package dev.waybill.bench;

import javax.sql.DataSource;
import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServer;
import org.apache.camel.component.platform.http.vertx.VertxPlatformHttpServerConfiguration;
import org.apache.camel.impl.DefaultCamelContext;

/** A contestant's process: one route on Camel's unmodified Vert.x engine. Arguments: port, and a JDBC URL or nothing. */
final class OnVertx {

    private OnVertx() {}

    public static void main(String[] args) throws Exception {
        Quiet.please();
        CamelContext camel = new DefaultCamelContext();
        camel.setStreamCaching(false); // as the hub
        RouteBuilder route = args.length < 2 ? new NoopRoute() : stock(camel, args[1]);
        VertxPlatformHttpServerConfiguration listener = new VertxPlatformHttpServerConfiguration();
        listener.setBindHost("127.0.0.1");
        listener.setBindPort(Integer.parseInt(args[0]));
        listener.setPath("/");
        camel.getRegistry().bind("listener", listener); // by which the engine finds the port
        camel.addService(new VertxPlatformHttpServer(listener));
        camel.addRoutes(route);
        camel.start();
        Thread.currentThread().join();
    }

    private static RouteBuilder stock(CamelContext camel, String url) {
        DataSource database = StockPool.open(url);
        camel.getRegistry().bind("database", database);
        return new StockRoute(database);
    }
}
