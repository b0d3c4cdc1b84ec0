package dev.waybill.oidc;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.settings.BadSetting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class OidcSettingsTest {

    @Test
    void without_an_issuer_there_is_none() {
        OidcSettings none = settings("", "", "", "", Set.of(), "");
        assertThat(none.isConfigured()).isFalse();
        assertThat(none.provider()).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "https://login.example.com, -, s3cret, -, ops, client-id",
                "https://login.example.com, waybill, -, -, ops, client-secret",
                "-, waybill, -, -, ops, issuer",
                "https://login.example.com, waybill, s3cret, /nowhere, ops, client-secret",
                "https://login.example.com, waybill, -, /nowhere, ops, can't be read",
                "https://login.example.com, waybill, s3cret, -, -, nobody could get in",
                "http://login.example.com, waybill, s3cret, -, ops, https://",
                "login.example.com, waybill, s3cret, -, ops, no address",
                "https://a:b@login.example.com, waybill, s3cret, -, ops, no address"
            })
    void what_is_set_by_half_or_unsafe_stops_the_start(
            @Nullable String issuer,
            @Nullable String id,
            @Nullable String secret,
            @Nullable String file,
            @Nullable String operators,
            String sentence) {
        Set<String> roles = operators == null ? Set.of() : Set.of(operators);
        assertThatThrownBy(() -> settings(issuer, id, secret, file, roles, null))
                .isInstanceOf(BadSetting.class)
                .hasMessageContaining(sentence)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void the_secret_can_be_in_a_file_and_is_never_printed(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "s3cret \n");
        OidcSettings set = settings(
                "http://localhost:8180/realms/shop",
                "waybill",
                null,
                file.toString(),
                Set.of("ops"),
                "https://w.example/");
        assertThat(set.secret()).isNotNull();
        assertThat(set.secret().text()).isEqualTo("s3cret ");
        assertThat(set.publicUrl()).isEqualTo("https://w.example");
        assertThat(set.provider()).isEqualTo("localhost");
        assertThat(set.toString()).doesNotContain("s3cret");
    }

    private static OidcSettings settings(
            @Nullable String issuer,
            @Nullable String id,
            @Nullable String secret,
            @Nullable String file,
            Set<String> operators,
            @Nullable String publicUrl) {
        return new OidcSettings(
                issuer,
                id,
                secret,
                file,
                List.of("profile"),
                "preferred_username",
                "roles",
                operators,
                Set.of(),
                publicUrl);
    }
}
