package dev.waybill.erp;

import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.jspecify.annotations.Nullable;

/**
 * The HTTP client of the route: one request of the route is one request on the wire. It makes no retries of its own,
 * follows no redirects, keeps no cookies and unpacks nothing. Unpacking leaks a connection for each answer that claims
 * many codings (CVE-2026-64607). The token is added here, so that it is never on the exchange, where a log could show
 * it.
 */
class ErpHttpClient implements HttpClientConfigurer {

    private final @Nullable AccessToken token;

    ErpHttpClient(@Nullable AccessToken token) {
        this.token = token;
    }

    @Override
    public void configureHttpClient(HttpClientBuilder client) {
        client.disableAutomaticRetries()
                .disableRedirectHandling()
                .disableCookieManagement()
                .disableContentCompression();
        client.addExecInterceptorFirst("bounded-answer", new BoundedAnswer());
        if (token != null) {
            client.addExecInterceptorFirst("bearer-token", new BearerToken(token));
        }
    }
}
