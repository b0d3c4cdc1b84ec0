package dev.waybill.erp;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The ERP's address and the hub's credentials: a fixed token, a token fetched for client credentials, or none.
 *
 * @param url the base address, {@code /orders} and {@code /catalog} are below it; null: the destination is not used
 * @param token a bearer token that doesn't expire
 * @param tokenFile a file that holds the token instead
 * @param oauth the client to fetch a token for, instead of {@code token}
 * @param insecure {@code true}: the token may go to another machine over {@code http://}
 */
@Validated
@ConfigurationProperties("waybill.erp")
record ErpSettings(
        @Nullable String url,
        @Nullable String token,
        @Nullable String tokenFile,
        @DefaultValue OAuth oauth,
        @DefaultValue("false") @Nullable String insecure) {

    ErpSettings {
        Setting address = Setting.of("ERP_URL", url);
        Setting fixed = LiveSecret.setting("ERP_TOKEN", secret(token, tokenFile));
        Setting client = new Setting("ERP_OAUTH_TOKEN_URI", oauth.tokenUri());
        Setting allowed = Setting.of("ERP_INSECURE", insecure);
        Setting.hold(
                () -> fixed.needs(address),
                () -> client.needs(address),
                () -> fixed.excludes(client),
                () -> isAddress(address),
                () -> address.check(
                        allowed.isYes() || !inClear(address) || !fixed.isSet() && !client.isSet(),
                        "would send the token unencrypted: use https://, or set ERP_INSECURE=true to allow this"),
                () -> client.check(
                        allowed.isYes() || !inClear(client),
                        "would send the client's secret unencrypted: use https://, or set ERP_INSECURE=true to allow"
                                + " this"));
        insecure = allowed.value();
        url = withoutEndingSlash(address.value());
    }

    /** Returns the current token; null if there is none. */
    @Nullable
    LiveSecret secret() {
        return secret(token, tokenFile);
    }

    private static @Nullable LiveSecret secret(@Nullable String token, @Nullable String file) {
        String stripped = Setting.of("ERP_TOKEN", token).value();
        return LiveSecret.text(
                "ERP_TOKEN",
                stripped,
                file,
                text -> text.check(
                        text.value() == null || text.value().chars().allMatch(c -> c > 0x20 && c < 0x7f),
                        "holds a character that no bearer token has"));
    }

    boolean configured() {
        return url != null;
    }

    /** True if orders go over a network unencrypted and no setting allows it. */
    boolean unencrypted() {
        return inClear(new Setting("ERP_URL", url)) && !"true".equals(insecure);
    }

    /**
     * An OAuth2 client: either the first three are set, or none.
     *
     * @param tokenUri the address of the token endpoint
     * @param clientId the client's id
     * @param clientSecret the client's secret
     * @param clientSecretFile a file that holds the secret instead
     * @param scope space-separated scopes to ask for; null for the client's own
     */
    record OAuth(
            @Nullable String tokenUri,
            @Nullable String clientId,
            @Nullable String clientSecret,
            @Nullable String clientSecretFile,
            @Nullable String scope) {

        OAuth {
            Setting uri = Setting.of("ERP_OAUTH_TOKEN_URI", tokenUri);
            Setting id = Setting.of("ERP_OAUTH_CLIENT_ID", clientId);
            Setting secret = LiveSecret.setting("ERP_OAUTH_CLIENT_SECRET", secret(clientSecret, clientSecretFile));
            Setting scopes = Setting.of("ERP_OAUTH_SCOPE", scope);
            Setting.hold(
                    () -> scopes.needs(uri),
                    () -> secret.needs(uri),
                    () -> id.needs(uri),
                    () -> uri.needs(id),
                    () -> uri.needs(secret),
                    () -> isAddress(uri));
            tokenUri = uri.value();
            clientId = id.value();
            scope = scopes.value();
        }

        /** Returns the client's current secret; null if there is none. */
        @Nullable
        LiveSecret secret() {
            return secret(clientSecret, clientSecretFile);
        }

        private static @Nullable LiveSecret secret(@Nullable String value, @Nullable String file) {
            return LiveSecret.text("ERP_OAUTH_CLIENT_SECRET", value, file, any -> {});
        }

        @Override
        public String toString() {
            return "OAuth[clientId=%s]".formatted(clientId);
        }
    }

    @Override
    public String toString() {
        return "ErpSettings[url=%s]".formatted(url);
    }

    /** Checks an address. The message doesn't repeat the value, which may hold a password. */
    private static void isAddress(Setting setting) {
        setting.check(
                setting.value() == null || isAddress(setting.value()),
                "is no address like https://erp.example.com/api, without user, query or fragment");
    }

    private static boolean inClear(Setting address) {
        return address.value() != null
                && address.value().startsWith("http:")
                && !Loopback.is(URI.create(address.value()).getHost());
    }

    private static boolean isAddress(String value) {
        try {
            URI uri = new URI(value);
            boolean http = "http".equals(uri.getScheme()) || "https".equals(uri.getScheme());
            return http
                    && uri.getHost() != null
                    && uri.getRawUserInfo() == null
                    && uri.getRawQuery() == null
                    && uri.getRawFragment() == null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    private static @Nullable String withoutEndingSlash(@Nullable String url) {
        return url == null || !url.endsWith("/") ? url : url.substring(0, url.length() - 1);
    }
}
