package dev.waybill.oidc;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import dev.waybill.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;
import org.springframework.validation.annotation.Validated;

/**
 * The settings of sign-in with an OpenID Connect provider, beside names and passwords. No such sign-in is offered
 * without an issuer.
 *
 * @param issuer the provider's address as in its tokens; its configuration is found below it
 * @param clientId the id under which the hub is registered there
 * @param clientSecret the secret of that registration
 * @param clientSecretFile a file that holds the secret instead
 * @param scopes the scopes to ask for, beside {@code openid}
 * @param nameClaim the ID token's claim that names the user in the audit; without it, {@code sub}
 * @param roleClaim the claim, a text or a list of texts, for the role; dots lead into nested ones
 * @param operators the values of it that make an operator
 * @param viewers the values of it that make a viewer; a user with none of either does not get in
 * @param publicUrl the console's address in browsers, such as {@code https://waybill.example.com}; empty: that of the
 *     request
 */
@Validated
@ConfigurationProperties("waybill.console.oidc")
public record OidcSettings(
        @Nullable String issuer,
        @Nullable String clientId,
        @Nullable String clientSecret,
        @Nullable String clientSecretFile,
        @DefaultValue("profile") List<String> scopes,
        @DefaultValue("preferred_username") String nameClaim,
        @DefaultValue("roles") String roleClaim,
        @DefaultValue Set<String> operators,
        @DefaultValue Set<String> viewers,
        @Nullable String publicUrl) {

    private static final String NAME = "waybill.console.oidc.";
    private static final String SECRET = NAME + "client-secret";
    private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

    /**
     * Checks the settings.
     *
     * @throws BadSetting if it is set by half, or nobody could get in, or the secret would travel unencrypted
     */
    public OidcSettings {
        Setting provider = Setting.of(NAME + "issuer", issuer);
        Setting id = Setting.of(NAME + "client-id", clientId);
        Setting secret = LiveSecret.setting(SECRET, secret(clientSecret, clientSecretFile));
        Setting shown = Setting.of(NAME + "public-url", publicUrl);
        boolean nobody = operators.isEmpty() && viewers.isEmpty();
        Setting.hold(
                () -> id.needs(provider),
                () -> secret.needs(provider),
                () -> provider.needs(id),
                () -> provider.needs(secret),
                () -> isAddress(provider),
                () -> isAddress(shown),
                () -> new Setting(NAME + "operators", null)
                        .check(
                                !provider.isSet() || !nobody,
                                "and viewers are empty, but an issuer is set: nobody could get in"));
        issuer = provider.value();
        clientId = id.value();
        publicUrl = shown.value() == null ? null : shown.value().replaceFirst("/$", "");
        scopes = List.copyOf(scopes);
        operators = Set.copyOf(operators);
        viewers = Set.copyOf(viewers);
    }

    /** Returns the client's secret at its current value; null if there is none. */
    @Nullable
    LiveSecret secret() {
        return secret(clientSecret, clientSecretFile);
    }

    private static @Nullable LiveSecret secret(@Nullable String value, @Nullable String file) {
        return LiveSecret.text(SECRET, value, file, any -> {});
    }

    public boolean isConfigured() {
        return issuer != null;
    }

    /** Returns the provider's host, to show to people. */
    public String provider() {
        return issuer == null ? "" : String.valueOf(URI.create(issuer).getHost());
    }

    @Override
    public String toString() {
        return "OidcSettings[" + issuer + ", " + clientId + "]";
    }

    private static void isAddress(Setting address) {
        if (address.value() != null) {
            checkSafe(address.name(), address.value());
        }
    }

    /**
     * Requires an address to which secrets can travel.
     *
     * @throws BadSetting if the address is invalid, or secrets could be read on their way there
     */
    static void checkSafe(String name, String address) {
        Setting setting = new Setting(name, address);
        URI uri;
        try {
            uri = new URI(address);
        } catch (URISyntaxException e) {
            throw new BadSetting(name, name + " is no address, such as https://login.example.com.");
        }
        setting.check(
                uri.getHost() != null && uri.getUserInfo() == null && uri.getFragment() == null,
                "is no address, such as https://login.example.com");
        setting.check(
                "https".equals(uri.getScheme()) || "http".equals(uri.getScheme()) && LOOPBACK.contains(uri.getHost()),
                "must begin with https://, except on loopback: secrets are sent there");
    }
}
