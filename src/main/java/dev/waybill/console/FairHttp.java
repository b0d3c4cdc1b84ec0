package dev.waybill.console;

import org.apache.coyote.http11.Http11NioProtocol;

/** HTTP over {@link Callers}. Tomcat makes it by its name. */
public final class FairHttp extends Http11NioProtocol {

    private final Callers callers;

    public FairHttp() {
        this(new Callers());
    }

    private FairHttp(Callers callers) {
        super(callers);
        this.callers = callers;
    }

    Callers callers() {
        return callers;
    }
}
