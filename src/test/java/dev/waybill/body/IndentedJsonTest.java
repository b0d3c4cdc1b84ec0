package dev.waybill.body;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;

class IndentedJsonTest {

    @Test
    void every_token_stays_as_it_was_sent() {
        assertThat(indented("{\"a\":1.50,\"a\":1E2,\"b\":[ ],\"c\":{},\"d\":[1,{\"e\":\"x, y: {z}\"}]}"))
                .isEqualTo("""
                    {
                      "a": 1.50,
                      "a": 1E2,
                      "b": [],
                      "c": {},
                      "d": [
                        1,
                        {
                          "e": "x, y: {z}"
                        }
                      ]
                    }\
                    """);
    }

    @Test
    void what_turns_the_reading_direction_shows_as_its_escape_and_means_the_same() throws Exception {
        String sent = "{\"name\":\"a\u202egpj.exe\u200b\",\"quote\":\"say \\\"hi\\\" \\\\\"}";
        String shown = indented(sent);
        assertThat(shown).contains("a\\u202egpj.exe\\u200b").doesNotContain("\u202e", "\u200b");
        assertThat(new ObjectMapper().readTree(shown)).isEqualTo(new ObjectMapper().readTree(sent));
    }

    @Test
    void what_is_no_json_comes_out_all_the_same() {
        assertThat(indented("plain \u0000 text")).isEqualTo("plain \\u0000 text");
        assertThat(indented("{\"open")).contains("\"open");
        assertThat(indented("]]]}}}")).isNotEmpty();
        assertThat(indented("")).isEmpty();
        assertThat(indented("[".repeat(100_000))).hasSizeLessThan(3000);
    }

    @Test
    void a_body_is_shown_up_to_a_bound() {
        BodyView large = BodyView.of(("[\"" + "é".repeat(1 << 20) + "\"]").getBytes(UTF_8));
        assertThat(large.text().length()).isEqualTo(BodyView.MOST);
        assertThat(large.cut()).isTrue();
        assertThat(large.utf8()).isTrue();
        assertThat(large.bytes()).isEqualTo(2 * (1 << 20) + 4);
        BodyView broken = BodyView.of(new byte[] {'{', '"', (byte) 0xc3, '"', '}'});
        assertThat(broken.utf8()).isFalse();
        assertThat(broken.text()).contains("\ufffd");
        assertThat(broken.cut()).isFalse();
    }

    private static String indented(String text) {
        return IndentedJson.of(text, 2000);
    }
}
