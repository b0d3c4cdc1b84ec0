package dev.waybill.http;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.connections.Kind;
import dev.waybill.kit.Written;
import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class HttpSettingsTest {

    private static final String[] NO_CLIENT = {"", "", "", "", ""};

    @Test
    void blank_settings_are_none() {
        assertThat(settings("", " ", null, NO_CLIENT, null).configured()).isFalse();
    }

    @Test
    void the_url_may_end_with_a_slash() {
        assertThat(settings(" https://erp.example.com/api/ ", null, null, NO_CLIENT, null)
                        .url())
                .isEqualTo("https://erp.example.com/api");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "erp.example.com",
                "ftp://erp.example.com",
                "https://user:pw@erp.example.com",
                "https://erp.example.com/?a=b",
                "https://erp.example.com/#a",
                "https:///api",
                "https://erp example.com"
            })
    void an_address_that_is_none_stops_the_start_and_is_not_repeated(String url) {
        assertThatThrownBy(() -> settings(url, null, null, NO_CLIENT, null))
                .isInstanceOf(BadSetting.class)
                .hasMessage("ERP_URL is no address like https://erp.example.com/api, without user, query or fragment.");
    }

    @Test
    void a_token_or_client_without_a_url_stops_the_start() {
        assertThatThrownBy(() -> settings("", "t", null, NO_CLIENT, null))
                .hasMessage("ERP_URL is missing, but ERP_TOKEN is set: both or neither.");
        assertThatThrownBy(() -> settings("", "", null, client(), null))
                .hasMessage("ERP_URL is missing, but ERP_OAUTH_TOKEN_URI is set: both or neither.");
    }

    @Test
    void a_token_and_a_client_stop_the_start() {
        assertThatThrownBy(() -> settings("https://erp.example.com", "t", null, client(), null))
                .hasMessage("ERP_TOKEN and ERP_OAUTH_TOKEN_URI are both set: keep one.");
    }

    @ParameterizedTest
    @CsvSource({
        "'', hub, pssst, '', ERP_OAUTH_TOKEN_URI",
        "https://t.example.com, '', pssst, '', ERP_OAUTH_CLIENT_ID",
        "https://t.example.com, hub, '', '', ERP_OAUTH_CLIENT_SECRET",
        "'', '', '', orders, ERP_OAUTH_TOKEN_URI",
        "nonsense, hub, pssst, '', ERP_OAUTH_TOKEN_URI",
        "https://t.example.com, hub, pss\uFFFDt, '', ERP_OAUTH_CLIENT_SECRET"
    })
    void half_a_client_stops_the_start(String uri, String id, String secret, String scope, String named) {
        assertThatThrownBy(() -> settings(
                        "https://erp.example.com", null, null, new String[] {uri, id, secret, null, scope}, null))
                .isInstanceOfSatisfying(
                        BadSetting.class, bad -> assertThat(bad.setting()).isEqualTo(named))
                .hasMessageStartingWith(named + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://erp.example.com", "http://10.0.0.5:8080/api", "http://localhost.example.com"})
    void a_token_does_not_leave_the_machine_unencrypted_unless_that_is_meant(String url) {
        assertThatThrownBy(() -> settings(url, "t", null, NO_CLIENT, null))
                .hasMessage("ERP_URL would send the token unencrypted: use https://, or set ERP_INSECURE=true to allow"
                        + " this.");
        assertThatThrownBy(() -> settings(url, "", null, client(), "false"))
                .hasMessageStartingWith("ERP_URL would send the token unencrypted");
        assertThat(settings(url, "t", null, NO_CLIENT, "true").unencrypted()).isFalse();
        assertThat(settings(url, "", null, NO_CLIENT, "").unencrypted()).isTrue();
    }

    @Test
    void nor_does_the_secret_that_fetches_one() {
        String[] clear = {"http://t.example.com/token", "hub", "pssst", null, null};
        assertThatThrownBy(() -> settings("https://erp.example.com", "", null, clear, null))
                .hasMessage("ERP_OAUTH_TOKEN_URI would send the client's secret unencrypted: use https://, or set"
                        + " ERP_INSECURE=true to allow this.");
        assertThat(settings("https://erp.example.com", "", null, clear, "true").configured())
                .isTrue();
        assertThatThrownBy(() -> settings("https://erp.example.com", "", null, clear, "yes"))
                .hasMessage("ERP_INSECURE must be true or false.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1:9/x", "http://localhost", "http://[::1]:9", "https://erp.example.com"})
    void on_loopback_or_encrypted_it_may_go(String url) {
        assertThat(settings(url, "t", null, NO_CLIENT, null).unencrypted()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tök"})
    void a_token_that_is_no_token_stops_the_start(String token) {
        assertThatThrownBy(() -> settings("https://erp.example.com", token, null, NO_CLIENT, null))
                .hasMessage("ERP_TOKEN holds a character that no bearer token has.");
    }

    @Test
    void no_secret_is_in_what_a_log_would_show() {
        assertThat(settings("https://erp.example.com", "s3cret", null, NO_CLIENT, null)
                        + " " + settings("https://erp.example.com", null, null, client(), null)
                        + settings("https://erp.example.com", null, null, client(), null)
                                .oauth()
                        + FixedLogin.bearer(requireNonNull(LiveSecret.of("ERP_TOKEN", "s3cret", null)))
                        + FixedLogin.bearer(requireNonNull(LiveSecret.of("ERP_TOKEN", "s3cret", null)))
                                .line())
                .doesNotContain("s3cret", "pssst");
    }

    private static String[] client() {
        return new String[] {"https://t.example.com/token", "hub", "pssst", null, null};
    }

    private static HttpSettings settings(String url, String token, String file, String[] client, String insecure) {
        return HttpSettings.of(Written.of(
                "erp",
                Kind.HTTP,
                "url",
                url,
                "token",
                token,
                "token-file",
                file,
                "oauth.token-uri",
                client[0],
                "oauth.client-id",
                client[1],
                "oauth.client-secret",
                client[2],
                "oauth.client-secret-file",
                client[3],
                "oauth.scope",
                client[4],
                "insecure",
                insecure));
    }
}
