package dev.waybill.wire;

import org.apache.camel.CamelContext;

/** Gives a test's Camel the clients that the hub has. */
public final class Telling {

    private Telling() {}

    public static void in(CamelContext camel) {
        camel.getCamelContextExtension().registerEndpointCallback(new HttpClients());
    }
}
