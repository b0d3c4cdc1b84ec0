package dev.waybill.bench;

import dev.waybill.sources.SignedByCovver;
import org.apache.camel.builder.RouteBuilder;

/** The ceiling: the signature is checked, nothing is kept. */
final class NoopRoute extends RouteBuilder {

    @Override
    public void configure() {
        from("platform-http:" + SignedBodies.PATH)
                .process(new SignedByCovver(SignedBodies.SECRET))
                .removeHeaders("*")
                .setBody(constant("{\"status\":\"accepted\"}"));
    }
}
