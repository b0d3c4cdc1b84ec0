package dev.waybill.erp;

import dev.waybill.health.PausedWithoutSettings;
import dev.waybill.secret.FollowFiles;
import dev.waybill.secret.LiveSecret;
import dev.waybill.secret.SecretConfiguration;
import java.time.Clock;
import org.apache.camel.component.http.HttpClientConfigurer;
import org.apache.camel.spi.PropertiesSource;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.context.annotation.Import;

/**
 * The parts of the ERP destination and of others over HTTP that routes name: by the settings behind them, or by the
 * older names of the same beans.
 */
@Import(SecretConfiguration.class)
@Configuration(value = "erpDestination", proxyBeanMethods = false)
class ErpDestination {

    private static final Logger LOG = LoggerFactory.getLogger(ErpDestination.class);

    private final ErpSettings erp;

    ErpDestination(ErpSettings erp) {
        this.erp = erp;
        if (erp.unencrypted()) {
            LOG.warn("ERP_URL is http://: orders go there unencrypted. Use https://, or set ERP_INSECURE=true");
        }
    }

    /**
     * Returns the ERP's base address. A paused route has endpoints too: without an address they get one that never
     * resolves.
     */
    public String url() {
        return erp.url() == null ? "http://erp.invalid" : erp.url();
    }

    /** Lets routes read {@code {{waybill.erp.url}}} as {@link #url}, whatever is behind the address as it is set. */
    @Bean
    PropertiesSource erpAddress() {
        return new PropertiesSource() {

            @Override
            public String getName() {
                return "waybill.erp";
            }

            @Override
            public @Nullable String getProperty(String name) {
                return name.equals("waybill.erp.url") ? url() : null;
            }
        };
    }

    @Bean({"pausedWithoutErpSettings", "waybill.erp.pause"})
    PausedWithoutSettings pausedWithoutErpSettings() {
        return new PausedWithoutSettings(erp.configured(), "ERP_URL, ERP_TOKEN, ERP_OAUTH_*");
    }

    /** Never pauses: a destination whose settings stand in its route. */
    @Bean("none.pause")
    PausedWithoutSettings neverPaused() {
        return new PausedWithoutSettings(true, "");
    }

    /** Sends no login. */
    @Bean("none.login")
    HttpClientConfigurer plainHttpClient() {
        return new ErpHttpClient(null);
    }

    @Bean({"erpHttpClient", "waybill.erp.login"})
    HttpClientConfigurer erpHttpClient(Clock clock, FollowFiles files) {
        LiveSecret token = erp.secret();
        if (token != null) {
            return new ErpHttpClient(new FixedToken(files.follow(token)));
        }
        LiveSecret client = erp.oauth().secret();
        return new ErpHttpClient(
                client == null ? null : new ClientCredentials(erp.oauth(), files.follow(client), clock));
    }
}
