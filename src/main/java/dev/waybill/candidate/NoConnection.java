package dev.waybill.candidate;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.function.Supplier;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.entity.StringEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** The connections of an HTTP client that has none: each request is written to nowhere and answered at once. */
final class NoConnection implements HttpClientConnectionManager {

    private final Supplier<FarEnd> end;

    NoConnection(Supplier<FarEnd> end) {
        this.end = end;
    }

    @Override
    public LeaseRequest lease(String id, HttpRoute route, Timeout timeout, @Nullable Object state) {
        return new LeaseRequest() {

            @Override
            public ConnectionEndpoint get(Timeout wait) {
                return new Nowhere();
            }

            @Override
            public boolean cancel() {
                return false;
            }
        };
    }

    @Override
    public void release(ConnectionEndpoint endpoint, @Nullable Object state, TimeValue keepAlive) {
        // nothing is kept
    }

    @Override
    public void connect(ConnectionEndpoint endpoint, TimeValue timeout, HttpContext context) {
        // nothing is opened
    }

    @Override
    public void upgrade(ConnectionEndpoint endpoint, HttpContext context) {
        // nothing is opened
    }

    @Override
    public void close(CloseMode mode) {
        // nothing is open
    }

    @Override
    public void close() {
        // nothing is open
    }

    private final class Nowhere extends ConnectionEndpoint {

        @Override
        public ClassicHttpResponse execute(
                String id, ClassicHttpRequest request, HttpRequestExecutor executor, HttpContext context)
                throws IOException {
            return answer(request);
        }

        @Override
        public ClassicHttpResponse execute(
                String id, ClassicHttpRequest request, RequestExecutor executor, HttpContext context)
                throws IOException {
            return answer(request);
        }

        private ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException {
            if (request.getEntity() != null) {
                request.getEntity().writeTo(new ByteArrayOutputStream()); // the wire reads along
            }
            FarEnd now = end.get();
            ClassicHttpResponse response = new BasicClassicHttpResponse(now.status());
            response.setEntity(new StringEntity(now.body(), ContentType.APPLICATION_JSON));
            return response;
        }

        @Override
        public boolean isConnected() {
            return true;
        }

        @Override
        public void setSocketTimeout(Timeout timeout) {
            // nothing is waited for
        }

        @Override
        public void close(CloseMode mode) {
            // nothing is open
        }

        @Override
        public void close() {
            // nothing is open
        }
    }
}
