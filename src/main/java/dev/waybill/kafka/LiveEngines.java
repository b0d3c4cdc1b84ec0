package dev.waybill.kafka;

import dev.waybill.connections.LiveTls;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.util.Map;
import java.util.Set;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.security.auth.SslEngineFactory;
import org.jspecify.annotations.Nullable;

/** Gives Kafka's clients TLS with the files of the connection as they are now. They make it themselves. */
public final class LiveEngines implements SslEngineFactory {

    private @Nullable LiveTls tls;

    @Override
    public void configure(Map<String, ?> configs) {
        tls = KafkaLogin.handed(configs, KafkaLogin.TLS, LiveTls.class);
    }

    /** @param identification the setting of the client, which is not asked: the certificate must name the broker */
    @Override
    public SSLEngine createClientSslEngine(String host, int port, String identification) {
        LiveTls now = tls;
        if (now == null) {
            throw new IllegalStateException("not configured");
        }
        try {
            SSLEngine engine = now.context().createSSLEngine(host, port);
            engine.setUseClientMode(true);
            SSLParameters parameters = engine.getSSLParameters();
            parameters.setEndpointIdentificationAlgorithm("HTTPS");
            engine.setSSLParameters(parameters);
            return engine;
        } catch (GeneralSecurityException e) {
            throw new KafkaException("No TLS", e);
        }
    }

    @Override
    public SSLEngine createServerSslEngine(String host, int port) {
        throw new UnsupportedOperationException("the hub is the client");
    }

    /** True never: changed files count for the next handshake of the same context. */
    @Override
    public boolean shouldBeRebuilt(Map<String, Object> next) {
        return false;
    }

    @Override
    public Set<String> reconfigurableConfigs() {
        return Set.of();
    }

    @Override
    public @Nullable KeyStore keystore() {
        return null;
    }

    @Override
    public @Nullable KeyStore truststore() {
        return null;
    }

    @Override
    public void close() {
        // nothing is open
    }
}
