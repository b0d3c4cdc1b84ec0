package dev.waybill.mapping;

import org.apache.camel.CamelContext;

/** Gives a test's Camel the jq and the templates that the hub has. */
public final class Ending {

    private Ending() {}

    public static void in(CamelContext camel) {
        camel.getRegistry().bind("jq-language", new InterruptibleJq());
        camel.getCamelContextExtension().registerEndpointCallback(new InterruptibleTemplate.InPlace());
    }
}
