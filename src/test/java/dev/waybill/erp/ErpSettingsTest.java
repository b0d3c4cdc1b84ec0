package dev.waybill.erp;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.BadSetting;
import dev.waybill.secret.LiveSecret;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ErpSettingsTest {

    private static final ErpSettings.OAuth NO_CLIENT = new ErpSettings.OAuth("", "", "", "", "");

    @Test
    void blank_settings_are_none() {
        assertThat(new ErpSettings("", " ", null, NO_CLIENT).configured()).isFalse();
    }

    @Test
    void the_url_may_end_with_a_slash() {
        assertThat(new ErpSettings(" https://erp.example.com/api/ ", null, null, NO_CLIENT).url())
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
        assertThatThrownBy(() -> new ErpSettings(url, null, null, NO_CLIENT))
                .isInstanceOf(BadSetting.class)
                .hasMessage("ERP_URL is no address like https://erp.example.com/api, without user, query or fragment.");
    }

    @Test
    void a_token_or_client_without_a_url_stops_the_start() {
        assertThatThrownBy(() -> new ErpSettings("", "t", null, NO_CLIENT))
                .hasMessage("ERP_URL is missing, but ERP_TOKEN is set: both or neither.");
        assertThatThrownBy(() -> new ErpSettings("", "", null, client()))
                .hasMessage("ERP_URL is missing, but ERP_OAUTH_TOKEN_URI is set: both or neither.");
    }

    @Test
    void a_token_and_a_client_stop_the_start() {
        assertThatThrownBy(() -> new ErpSettings("https://erp.example.com", "t", null, client()))
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
        assertThatThrownBy(() -> new ErpSettings.OAuth(uri, id, secret, null, scope))
                .isInstanceOfSatisfying(
                        BadSetting.class, bad -> assertThat(bad.setting()).isEqualTo(named))
                .hasMessageStartingWith(named + " ");
    }

    @ParameterizedTest
    @ValueSource(strings = {"two words", "tök"})
    void a_token_that_is_no_token_stops_the_start(String token) {
        assertThatThrownBy(() -> new ErpSettings("https://erp.example.com", token, null, NO_CLIENT))
                .hasMessage("ERP_TOKEN holds a character that no bearer token has.");
    }

    @Test
    void no_secret_is_in_what_a_log_would_show() {
        assertThat(new ErpSettings("https://erp.example.com", "s3cret", null, NO_CLIENT) + " " + client()
                        + new FixedToken(requireNonNull(LiveSecret.of("ERP_TOKEN", "s3cret", null))))
                .doesNotContain("s3cret", "pssst");
    }

    private static ErpSettings.OAuth client() {
        return new ErpSettings.OAuth("https://t.example.com/token", "hub", "pssst", null, null);
    }
}
