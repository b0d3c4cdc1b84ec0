package dev.waybill.http;

import static java.util.Objects.requireNonNull;

import dev.waybill.connections.CertificateFiles;
import dev.waybill.connections.ConnectionSettings;
import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.Loopback;
import dev.waybill.settings.Setting;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The settings of a connection over HTTP: an address, and at most one login.
 *
 * @param url the base address, without a slash at its end; null: the connection is not used
 * @param token a bearer token that doesn't expire
 * @param username the name for HTTP Basic
 * @param password the password for it
 * @param keyHeader the header that takes the API key
 * @param key the API key
 * @param oauth the client to fetch tokens for; null for none
 * @param certificate the files for TLS
 * @param unencrypted true if documents go over a network unencrypted and no setting allows it
 */
record HttpSettings(
        @Nullable String url,
        @Nullable LiveSecret token,
        @Nullable String username,
        @Nullable LiveSecret password,
        @Nullable String keyHeader,
        @Nullable LiveSecret key,
        @Nullable OAuth oauth,
        CertificateFiles certificate,
        boolean unencrypted) {

    private static final Pattern HEADER = Pattern.compile("[A-Za-z0-9!#$%&'*+.^_`|~-]{1,128}");

    /** The settings that make a connection; any of the logins may be left out. */
    static final List<String> WANTED = List.of("url");

    /** A client for OAuth2 client credentials. */
    record OAuth(
            URI tokenUri,
            String clientId,
            LiveSecret secret,
            @Nullable String scope) {

        @Override
        public String toString() {
            return "OAuth[clientId=%s]".formatted(clientId);
        }
    }

    /**
     * Reads and checks the settings.
     *
     * @throws dev.waybill.settings.BadSetting if one is missing, contradicts another or can't be used
     */
    static HttpSettings of(ConnectionSettings settings) {
        Setting address = settings.option("url");
        LiveSecret token = settings.token("token", HttpSettings::isToken);
        Setting fixed = settings.setting("token", token);
        Setting name = settings.option("username");
        LiveSecret password = settings.secret("password", any -> {});
        Setting pass = settings.setting("password", password);
        Setting header = settings.option("api-key-header");
        LiveSecret key = settings.token("api-key", HttpSettings::isHeaderValue);
        Setting apiKey = settings.setting("api-key", key);
        Setting uri = settings.option("oauth.token-uri");
        Setting id = settings.option("oauth.client-id");
        LiveSecret clientSecret = settings.secret("oauth.client-secret", any -> {});
        Setting secret = settings.setting("oauth.client-secret", clientSecret);
        Setting scope = settings.option("oauth.scope");
        Setting allowed = settings.option("insecure");
        CertificateFiles certificate = CertificateFiles.of(settings);
        List<Setting> logins = List.of(fixed, name, apiKey, uri);

        Setting.hold(
                () -> Stream.concat(logins.stream(), certificate.settings()).forEach(each -> each.needs(address)),
                () -> exclude(logins),
                () -> name.needs(pass),
                () -> pass.needs(name),
                () -> name.check(name.value() == null || !name.value().contains(":"), "must not hold a colon"),
                () -> header.needs(apiKey),
                () -> apiKey.needs(header),
                () -> header.check(
                        header.value() == null || HEADER.matcher(header.value()).matches(), "must be a header's name"),
                () -> scope.needs(uri),
                () -> secret.needs(uri),
                () -> id.needs(uri),
                () -> uri.needs(id),
                () -> uri.needs(secret),
                () -> isAddress(uri),
                () -> isAddress(address),
                () -> address.check(
                        allowed.isYes() || !inClear(address) || logins.stream().noneMatch(Setting::isSet),
                        "would send the %s unencrypted: use https://, or set %s=true to allow this"
                                .formatted(
                                        name.isSet() ? "password" : apiKey.isSet() ? "API key" : "token",
                                        allowed.name())),
                () -> uri.check(
                        allowed.isYes() || !inClear(uri),
                        "would send the client's secret unencrypted: use https://, or set %s=true to allow this"
                                .formatted(allowed.name())),
                () -> certificate.settings().forEach(each -> isOfHttps(each, address)),
                certificate::check);
        return new HttpSettings(
                withoutEndingSlash(address.value()),
                token,
                name.value(),
                password,
                header.value(),
                key,
                clientSecret == null
                        ? null
                        : new OAuth(
                                URI.create(requireNonNull(uri.value())),
                                requireNonNull(id.value()),
                                clientSecret,
                                scope.value()),
                certificate,
                inClear(address) && !allowed.isYes());
    }

    private static void exclude(List<Setting> logins) {
        for (int i = 0; i < logins.size(); i++) {
            Setting one = logins.get(i);
            logins.subList(i + 1, logins.size()).forEach(one::excludes);
        }
    }

    private static void isToken(Setting text) {
        text.check(
                text.value() == null || text.value().chars().allMatch(c -> c > 0x20 && c < 0x7f),
                "holds a character that no bearer token has");
    }

    private static void isHeaderValue(Setting text) {
        text.check(
                text.value() == null
                        || text.value().equals(text.value().strip())
                                && text.value().chars().allMatch(c -> c >= 0x20 && c < 0x7f),
                "can't be the value of a header");
    }

    boolean configured() {
        return url != null;
    }

    @Override
    public String toString() {
        return "HttpSettings[url=%s]".formatted(url);
    }

    /** Checks an address. The message doesn't repeat the value, which may hold a password. */
    private static void isAddress(Setting setting) {
        setting.check(
                setting.value() == null || isAddress(setting.value()),
                "is no address like https://erp.example.com/api, without user, query or fragment");
    }

    private static void isOfHttps(Setting file, Setting address) {
        file.check(
                !file.isSet() || address.value() == null || address.value().startsWith("https:"),
                "is set, but %s is no https:// address".formatted(address.name()));
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
