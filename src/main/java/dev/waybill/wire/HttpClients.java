package dev.waybill.wire;

import java.io.IOException;
import java.net.URI;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.camel.Endpoint;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.component.http.HttpEndpoint;
import org.apache.camel.spi.EndpointStrategy;
import org.apache.hc.client5.http.classic.ExecChain;
import org.apache.hc.client5.http.impl.DefaultRedirectStrategy;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.protocol.RedirectStrategy;
import org.apache.hc.core5.concurrent.Cancellable;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.HttpResponse;
import org.apache.hc.core5.http.io.entity.EntityUtils;
import org.apache.hc.core5.http.protocol.HttpContext;

/**
 * Makes the client of every {@code http:} and {@code https:} endpoint record its output, whatever else a route
 * configures. One request stays one request: the client repeats none by itself. It follows no redirect of a request
 * with a body, which it would send as a GET without the body. Answers are kept with the body, if the client has it.
 */
final class HttpClients implements EndpointStrategy {

    private static final byte[] NOTHING = {};

    @Override
    public Endpoint registerEndpoint(String uri, Endpoint endpoint) {
        if (endpoint instanceof HttpEndpoint http) {
            HttpClientConfigurer own = http.getHttpClientConfigurer();
            http.setHttpClientConfigurer(client -> {
                if (own != null) {
                    own.configureHttpClient(client);
                }
                configure(client, http.isFollowRedirects());
            });
        }
        return endpoint;
    }

    private static void configure(HttpClientBuilder client, boolean redirects) {
        client.disableAutomaticRetries()
                .addRequestInterceptorLast(new HttpOnTheWire())
                .addExecInterceptorFirst("hang-up", HttpClients::thatCanBeEnded);
        if (redirects) {
            client.setRedirectStrategy(new OfWhatOnlyAsks());
        }
    }

    private static ClassicHttpResponse thatCanBeEnded(
            ClassicHttpRequest request, ExecChain.Scope scope, ExecChain chain) throws IOException, HttpException {
        if (scope.originalRequest instanceof Cancellable call) {
            Wire.endsBy(call::cancel);
        }
        ClassicHttpResponse response = chain.proceed(request, scope);
        if (!Wire.listens()) {
            return response;
        }
        HttpEntity entity = response.getEntity();
        boolean kept = entity != null && entity.isRepeatable();
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.putIfAbsent(header.getName().toLowerCase(Locale.ROOT), header.getValue());
        }
        Wire.answered(new HttpAnswer(response.getCode(), headers, kept ? EntityUtils.toByteArray(entity) : NOTHING));
        return response;
    }

    private static final class OfWhatOnlyAsks implements RedirectStrategy {

        private static final Set<String> ASKS = Set.of("GET", "HEAD");

        @Override
        public boolean isRedirected(HttpRequest request, HttpResponse response, HttpContext context)
                throws HttpException {
            return ASKS.contains(request.getMethod())
                    && DefaultRedirectStrategy.INSTANCE.isRedirected(request, response, context);
        }

        @Override
        public URI getLocationURI(HttpRequest request, HttpResponse response, HttpContext context)
                throws HttpException {
            return DefaultRedirectStrategy.INSTANCE.getLocationURI(request, response, context);
        }
    }
}
