package dev.waybill.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.secret.LiveSecret;
import dev.waybill.settings.BadSetting;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HexFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceSecretTest {

    @Test
    void its_key_is_the_text_in_utf_8() {
        assertThat(SourceSecret.of("current", "nøgle").key().getEncoded())
                .isEqualTo(HexFormat.of().parseHex("6ec3b8676c65"));
    }

    @Test
    void a_secret_does_not_show_its_key() {
        assertThat(SourceSecret.of("current", "hush")).hasToString("Secret[current]");
    }

    @Test
    void a_secret_without_key_or_id_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> SourceSecret.of("current", ""))
                .withMessage("Secret current is empty");
        assertThatIllegalArgumentException().isThrownBy(() -> SourceSecret.of(" ", "hush"));
    }

    @Test
    void a_key_is_read_once_for_each_value() {
        LiveSecret secret = LiveSecret.of("X", "6b6579", null, any -> {});
        SourceSecret source = SourceSecret.live("current", "X", secret, KeyFormat.HEX, Algorithm.HMAC_SHA256);

        assertThat(source.key()).isSameAs(source.key());
        assertThat(source.key().getEncoded()).isEqualTo("key".getBytes(UTF_8));
    }

    @Test
    void a_file_with_another_writing_is_refused_at_the_start(@TempDir Path folder) throws IOException {
        Path file = Files.writeString(folder.resolve("secret"), "no hexadecimal digits");

        assertThatThrownBy(() -> TestSources.of("shop", "preset=printful", "SECRET=", "SECRET_FILE=" + file))
                .isInstanceOf(BadSetting.class)
                .hasMessage("SECRET must be an even number of hexadecimal digits and nothing else.");
    }
}
