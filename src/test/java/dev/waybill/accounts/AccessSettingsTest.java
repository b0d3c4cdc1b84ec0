package dev.waybill.accounts;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class AccessSettingsTest {

    private static final String HASH = "$2a$04$abcdefghijklmnopqrstuujydOTSfIH/d5oUHpsygqV5X9xJLQc6e";
    private static final String DIGEST = "0".repeat(64);

    @Test
    void a_hash_is_taken_with_and_without_its_kind_before_it() {
        assertThat(new AccessSettings.User("ada", HASH, Role.VIEWER).password()).isEqualTo(HASH);
        assertThat(new AccessSettings.User("ada", "{bcrypt}" + HASH, Role.VIEWER).password())
                .isEqualTo(HASH);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "secret", "{noop}secret", "{bcrypt}secret", "$2a$04$short"})
    void a_password_that_is_no_hash_stops_the_start_without_being_printed(String password) {
        assertThatThrownBy(() -> new AccessSettings.User("ada", password, Role.VIEWER))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("ada")
                .hasMessageContaining("htpasswd")
                .hasMessageNotContaining("secret");
        assertThat(new AccessSettings.User("ada", HASH, Role.VIEWER).toString()).doesNotContain("$2a");
    }

    @Test
    void a_token_is_given_by_its_digest() {
        assertThatThrownBy(() -> new AccessSettings.Token("ci", "the-token-itself", Role.OPERATOR, null))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("sha256sum")
                .hasMessageNotContaining("the-token-itself");
    }

    @Test
    void a_token_is_good_until_its_last_day_is_over() {
        var token = new AccessSettings.Token("ci", DIGEST, Role.VIEWER, "2027-01-31");
        assertThat(token.isExpired(Instant.parse("2027-01-31T23:59:59Z"))).isFalse();
        assertThat(token.isExpired(Instant.parse("2027-02-01T00:00:00Z"))).isTrue();
        assertThat(new AccessSettings.Token("ci", DIGEST, Role.VIEWER, "").isExpired(Instant.MAX))
                .isFalse();
        assertThatThrownBy(() -> new AccessSettings.Token("ci", DIGEST, Role.VIEWER, "31.1.2027"))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("2027-01-31");
    }

    @Test
    void nobody_shares_a_name() {
        var user = new AccessSettings.User("ada", HASH, Role.VIEWER);
        var token = new AccessSettings.Token("ada", DIGEST, Role.VIEWER, null);
        assertThatThrownBy(() -> new AccessSettings(List.of(user), List.of(token), null, Duration.ofHours(1)))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("ada twice");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "a\0b"})
    void everybody_has_a_name(String name) {
        assertThatThrownBy(() -> new AccessSettings.Token(name, DIGEST, Role.VIEWER, null))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("name");
    }

    @Test
    void the_first_user_shares_its_name_with_no_token() {
        var token = new AccessSettings.Token("operator", DIGEST, Role.VIEWER, null);
        assertThatThrownBy(() -> new AccessSettings(List.of(), List.of(token), null, Duration.ofHours(1)))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining("operator twice");
    }
}
