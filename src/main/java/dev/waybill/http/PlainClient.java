package dev.waybill.http;

import java.util.function.Supplier;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of the route: one request of the route is one request on the wire. It makes no retries of its own,
 * follows no redirects, keeps no cookies and unpacks nothing. Unpacking leaks a connection for each answer that claims
 * many codings (CVE-2026-64607). The login is added here, so that it is never on the exchange, where a log could show
 * it.
 */
class PlainClient implements HttpClientConfigurer {

    private final @Nullable Login login;
    private final @Nullable Supplier<HttpClientConnectionManager> connections;

    /**
     * @param login null to send none
     * @param connections makes the open connections of a client; null to leave them to Camel
     */
    PlainClient(@Nullable Login login, @Nullable Supplier<HttpClientConnectionManager> connections) {
        this.login = login;
        this.connections = connections;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression();
        if (connections != null) {
            client.setConnectionManager(connections.get());
        }
        client.addExecInterceptorFirst("bounded-answer", new BoundedAnswer());
        if (login != null) {
            client.addExecInterceptorFirst("login", new AddLogin(login));
        }
    }
}
