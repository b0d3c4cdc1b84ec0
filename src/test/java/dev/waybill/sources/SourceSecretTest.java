package dev.waybill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import java.util.HexFormat;
import org.junit.jupiter.api.Test;

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
}
