package dev.waybill.http;

import dev.waybill.connections.LiveTls;
import java.security.GeneralSecurityException;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.HttpClientConnectionManager;
import org.apache.hc.client5.http.ssl.DefaultClientTlsStrategy;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.springframework.core.env.Environment;

/**
 * The limits of {@code camel.component.http} for a connection that has certificates of its own: Camel takes TLS of an
 * endpoint's own for a wish to use {@code https://}, so such a connection makes its open connections itself.
 */
record Pool(Timeout connect, Timeout silence, int perRoute, int total, TimeValue life) {

    private static final String PREFIX = "camel.component.http.";

    static Pool of(Environment settings) {
        return new Pool(
                Timeout.ofMilliseconds(number(settings, "connect-timeout", 5000)),
                Timeout.ofMilliseconds(number(settings, "so-timeout", 15_000)),
                number(settings, "connections-per-route", 64),
                number(settings, "max-total-connections", 256),
                TimeValue.ofMilliseconds(number(settings, "connection-time-to-live", 60_000)));
    }

    private static int number(Environment settings, String name, int otherwise) {
        return settings.getProperty(PREFIX + name, Integer.class, otherwise);
    }

    HttpClientConnectionManager with(LiveTls tls) {
        try {
            return PoolingHttpClientConnectionManagerBuilder.create()
                    .useSystemProperties()
                    .setTlsSocketStrategy(new DefaultClientTlsStrategy(tls.context()))
                    .setMaxConnPerRoute(perRoute)
                    .setMaxConnTotal(total)
                    .setDefaultConnectionConfig(ConnectionConfig.custom()
                            .setConnectTimeout(connect)
                            .setSocketTimeout(silence)
                            .setTimeToLive(life)
                            .build())
                    .build();
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Java has no TLS", e);
        }
    }
}
