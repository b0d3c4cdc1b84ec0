package dev.waybill.wire;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.EntityDetails;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpRequestInterceptor;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * The last interceptor of a request before its bytes go out, called each time that it is sent. It records method,
 * address without query, headers that hold no secret, and the body's bytes as they are written.
 */
final class HttpOnTheWire implements HttpRequestInterceptor {

    /** The only recorded headers, so that no login is kept. */
    private static final List<String> HEADERS = List.of("Content-Type", "Idempotency-Key");

    @Override
    public void process(HttpRequest request, EntityDetails details, HttpContext context) {
        if (!(request instanceof ClassicHttpRequest classic)) {
            return;
        }
        HttpEntity entity = classic.getEntity() instanceof Told told ? told.untold() : classic.getEntity();
        WireMessage message = Wire.begin(request.getMethod() + " " + address(request));
        if (message == null) {
            classic.setEntity(entity);
            return;
        }
        for (String name : HEADERS) {
            Header header = request.getFirstHeader(name);
            if (header != null) {
                message.line(name + ": " + header.getValue());
            }
        }
        if (entity == null) {
            message.line("(without a body)");
        } else {
            message.hasBody();
            classic.setEntity(new Told(entity, message));
        }
    }

    private static String address(HttpRequest request) {
        String path = request.getPath() == null ? "/" : request.getPath();
        int query = path.indexOf('?');
        var authority = request.getAuthority();
        String host = authority == null
                ? ""
                : authority.getHostName() + (authority.getPort() < 0 ? "" : ":" + authority.getPort());
        return request.getScheme() + "://" + host + (query < 0 ? path : path.substring(0, query));
    }

    private static final class Told extends HttpEntityWrapper {

        private final HttpEntity untold;
        private final WireMessage message;

        Told(HttpEntity entity, WireMessage message) {
            super(entity);
            this.untold = entity;
            this.message = message;
        }

        HttpEntity untold() {
            return untold;
        }

        @Override
        public void writeTo(OutputStream out) throws IOException {
            untold.writeTo(new Tee(out, message));
        }
    }

    /** Records only bytes that could be written. */
    static final class Tee extends FilterOutputStream {

        private final OutputStream told;

        Tee(OutputStream out, OutputStream told) {
            super(out);
            this.told = told;
        }

        @Override
        public void write(int b) throws IOException {
            out.write(b);
            told.write(b);
        }

        @Override
        public void write(byte[] bytes, int from, int number) throws IOException {
            out.write(bytes, from, number);
            told.write(bytes, from, number);
        }
    }
}
