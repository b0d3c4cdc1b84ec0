package dev.waybill.management;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP over {@link CallerConnections}. Tomcat creates it by its class name. */
public final class FairHttp extends Http11NioProtocol {

    private final CallerConnections callers;

    public FairHttp() {
        this(new CallerConnections());
    }

    private FairHttp(CallerConnections callers) {
        super(callers);
        this.callers = callers;
    }

    CallerConnections callers() {
        return callers;
    }
}
