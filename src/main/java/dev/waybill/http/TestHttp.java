package dev.waybill.http;

import java.io.IOException;
import java.net.URI;
import java.util.List;
import java.util.function.Supplier;
import org.apache.hc.client5.http.classic.methods.HttpHead;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClientBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.core5.http.HttpStatus;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the head of a base address with the hub's login: the request changes nothing there, and has no body.
 *
 * @param url the base address
 * @param connections makes the open connections, once there is a login to send; the client closes them
 */
record TestHttp(String url, @Nullable Login login, Supplier<HttpClientConnectionManager> connections) {

    private static final Timeout PATIENCE = Timeout.ofSeconds(5);
    private static final List<Integer> REFUSED =
            List.of(HttpStatus.SC_UNAUTHORIZED, HttpStatus.SC_FORBIDDEN, HttpStatus.SC_PROXY_AUTHENTICATION_REQUIRED);
    private static final List<Integer> WITHOUT_HEAD =
            List.of(HttpStatus.SC_METHOD_NOT_ALLOWED, HttpStatus.SC_NOT_IMPLEMENTED);

    /** Returns what was seen; throws an exception if the login was refused, or no answer came. */
    String seen() throws Exception {
        if (login instanceof ClientCredentials client) {
            client.line(); // says itself why there is no token
        }
        int status = status();
        if (REFUSED.contains(status)) {
            throw new IOException("HEAD %s was answered %d: the login is refused".formatted(url, status));
        }
        if (status >= 500 && !WITHOUT_HEAD.contains(status)) {
            throw new IOException("HEAD %s was answered %d: the system is up, but has trouble".formatted(url, status));
        }
        return "%sHEAD %s was answered %d%s.%s"
                .formatted(
                        login instanceof ClientCredentials ? "A token was issued. " : "",
                        url,
                        status,
                        WITHOUT_HEAD.contains(status) ? ": the system takes no HEAD, and tells nothing of a login" : "",
                        login == null ? " No login was sent." : "");
    }

    private int status() throws Exception {
        HttpClientBuilder builder = HttpClientBuilder.create()
                .useSystemProperties()
                .setDefaultRequestConfig(RequestConfig.custom()
                        .setResponseTimeout(PATIENCE)
                        .setConnectionRequestTimeout(PATIENCE)
                        .build());
        new PlainClient(login, connections).configureHttpClient(builder);
        try (CloseableHttpClient client = builder.build()) {
            return client.execute(new HttpHead(URI.create(url)), answer -> answer.getCode());
        }
    }
}
