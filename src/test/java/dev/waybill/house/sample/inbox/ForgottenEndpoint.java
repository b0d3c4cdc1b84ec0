package dev.waybill.house.sample.inbox;

import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;

/** Has changed since its description was generated. */
@UriEndpoint(firstVersion = "0.1.0", scheme = "forgotten", title = "Forgotten", syntax = "forgotten:name")
public final class ForgottenEndpoint {

    @UriPath(description = "A name")
    String name = "";

    @UriParam(description = "An option that is new")
    boolean added;
}
