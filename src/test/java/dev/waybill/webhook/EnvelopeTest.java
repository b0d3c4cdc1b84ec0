package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import dev.waybill.signature.EcmaScriptJsonTest;
import dev.waybill.sources.TestSources;
import dev.waybill.webhook.Envelope.Malformed;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EnvelopeTest {

    @Test
    void reads_the_type_and_the_message_group() {
        assertThat(
                        read(
                                "{\"type\":\"OrderPlaced\",\"data\":{\"note\":[{}],\"id\":\"o-1\",\"lines\":[{\"id\":\"l-1\"}]}}"))
                .isEqualTo(new Envelope("OrderPlaced", "o-1"));
        assertThat(read(" {\"data\":{\"id\":\"o-1\"},\n\"type\":\"Ny Ordre ✓ 🍇\"} "))
                .isEqualTo(new Envelope("Ny Ordre ✓ 🍇", "o-1"));
        assertThat(read("{\"type\":\"\"}")).isEqualTo(new Envelope("", null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            nullValues = "none",
            value = {
                "\"o-1\"              | o-1",
                "\"o\\u002d\\u0031\"  | o-1",
                "\" o-1 \"            | ~ o-1 ~",
                "42                   | 42",
                "-0                   | -0",
                "1.0                  | 1.0",
                "1E400                | 1E400",
                "12345678901234567890 | 12345678901234567890",
                "\"\"                 | none",
                "\" \\t\\n\\u2003\"   | none",
                "null                 | none",
                "true                 | none",
                "false                | none",
                "{}                   | none",
                "{\"id\":\"x\"}       | none",
                "[]                   | none",
                "[\"x\"]              | none",
            })
    void a_group_is_a_string_or_a_number_and_not_blank(String id, String group) {
        assertThat(read("{\"type\":\"T\",\"data\":{\"id\":%s,\"more\":[1]},\"more\":{}}".formatted(id)))
                .isEqualTo(new Envelope("T", group));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"type\":\"T\"}",
                "{\"type\":\"T\",\"data\":null}",
                "{\"type\":\"T\",\"data\":\"id\"}",
                "{\"type\":\"T\",\"data\":[{\"id\":\"o-1\"}]}",
                "{\"type\":\"T\",\"data\":{}}",
                "{\"type\":\"T\",\"data\":{\"ID\":\"o-1\",\"more\":{\"id\":\"o-1\"}}}",
                "{\"type\":\"T\",\"id\":\"o-1\",\"more\":{\"data\":{\"id\":\"o-1\"}}}",
                "{\"type\":\"T\",\"data/id\":\"o-1\",\"/data/id\":\"o-1\"}",
            })
    void an_event_may_have_no_group(String body) {
        assertThat(read(body)).isEqualTo(new Envelope("T", null));
    }

    @ParameterizedTest
    @CsvSource(
            quoteCharacter = '~',
            nullValues = "none",
            value = {
                "/a~1b, 1",
                "/m~0n, 2",
                "/list/1/id, 4",
                "/list/01/id, none",
                "/list/-, none",
                "/list/2, none",
                "/7, 5",
                "/, 6",
                "/type, T",
                "~~, none",
                "/nothing, none",
            })
    void a_pointer_is_rfc_6901s(String pointer, String group) {
        byte[] body =
                "{\"type\":\"T\",\"a/b\":1,\"m~n\":2,\"list\":[{\"id\":3},{\"id\":4}],\"7\":5,\"\":6}".getBytes(UTF_8);

        assertThat(Envelope.read(body, TestSources.grouped(pointer), name -> null))
                .isEqualTo(new Envelope("T", group));
    }

    @Test
    void what_is_no_pointer_is_refused() {
        assertThatIllegalArgumentException()
                .isThrownBy(() -> Envelope.read("{}".getBytes(UTF_8), TestSources.grouped("data.id"), name -> null));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "{\"type\":\"A\",\"type\":\"B\"}                                                    | B | none",
                "{\"type\":1,\"type\":\"B\"}                                                        | B | none",
                "{\"type\":\"A\",\"\\u0074ype\":\"B\"}                                              | B | none",
                "{\"type\":\"A\",\"data\":{\"id\":1,\"id\":2}}                                      | A | 2",
                "{\"type\":\"A\",\"data\":{\"id\":1,\"id\":null}}                                   | A | none",
                "{\"type\":\"A\",\"data\":{\"id\":1},\"data\":{\"id\":2}}                           | A | 2",
                "{\"type\":\"A\",\"data\":{\"id\":1},\"data\":{\"x\":2}}                            | A | none",
                "{\"type\":\"A\",\"data\":{\"id\":1},\"data\":null}                                 | A | none",
                "{\"type\":\"A\",\"data\":{\"id\":1},\"data\":[]}                                   | A | none",
                "{\"type\":\"A\",\"data\":null,\"data\":{\"id\":[1],\"id\":\"\\u0032\"},\"type\":\"B\"} | B | 2",
            })
    void of_repeated_keys_the_last_counts_whole(String body, String type, String group) {
        assertThat(read(body)).isEqualTo(new Envelope(type, group));
    }

    @Test
    void a_group_that_cannot_be_stored_is_stored_as_its_sha_256() {
        assertThat(groupOf("\"" + "é".repeat(127) + "x\"")).isEqualTo("é".repeat(127) + "x");
        assertThat(groupOf("\"" + "é".repeat(128) + "\""))
                .isEqualTo("e42dd264fd5cf1bc947505b995dceb9ae0a2d2a4c99b4ce5ea02f36526819280");
        assertThat(groupOf("\"" + "x".repeat(255) + "\"")).isEqualTo("x".repeat(255));
        assertThat(groupOf("\"" + "x".repeat(256) + "\""))
                .isEqualTo("85e62acd750c4eb56b7b6a1d66dca5bfaac5f062608a1a893410d0288936c09a");
        assertThat(groupOf("1".repeat(300)))
                .isEqualTo("6f631ea1d7c68b37ee118ad5362a8f2a67fb923d4f8e6fcfcc3831ec9a30dbad");
        assertThat(groupOf("\"a\\u0000b\""))
                .isEqualTo("59b271ae1bbcb1d31d41929817f4b16fb439eb4f31520b5ad1d5ce98920a7138");
    }

    @Test
    void groups_with_different_lone_surrogates_are_different() {
        assertThat(groupOf("\"a\\ud800\""))
                .isEqualTo("34d45833cf3e81d0c813e6f1bef985ae57cf2b550343285494ae9206ca8e005f");
        assertThat(groupOf("\"a\\ud801\"")).hasSize(64).isNotEqualTo(groupOf("\"a\\ud800\""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '~',
            value = {
                "~~                                            | The body is not a JSON object",
                "~ ~                                           | The body is not a JSON object",
                "[]                                            | The body is not a JSON object",
                "[{\"type\":\"T\"}]                            | The body is not a JSON object",
                "null                                          | The body is not a JSON object",
                "\"type\"                                      | The body is not a JSON object",
                "1                                             | The body is not a JSON object",
                "type=T                                        | The body is not JSON",
                "<type>T</type>                                | The body is not JSON",
                "{\"type\":\"T\"                               | The body is not JSON",
                "{\"type\":\"T\",}                             | The body is not JSON",
                "{\"type\":\"T\",\"data\":{\"id\":\"x\"}       | The body is not JSON",
                "{\"type\":\"T\",\"data\":{\"id\":[01]}}       | The body is not JSON",
                "{\"type\":\"\\u004ı\"}                       | The body is not JSON",
                "{\"type\":\"T\",\"data\":NaN}                 | The body is not JSON",
                "{'type':'T'}                                  | The body is not JSON",
                "{\"type\":\"T\"}}                             | The body is not JSON",
                "{\"type\":\"T\"}x                             | The body is not JSON",
                "{\"type\":\"T\"}{}                            | The body continues after its JSON object",
                "{\"type\":\"T\"} 1                            | The body continues after its JSON object",
                "\ufeff{\"type\":\"T\"}                        | The body is not JSON",
                "{}                                            | The body has no string \"type\"",
                "{\"type\":null}                               | The body has no string \"type\"",
                "{\"type\":1}                                  | The body has no string \"type\"",
                "{\"type\":[\"T\"]}                            | The body has no string \"type\"",
                "{\"type\":{\"type\":\"T\"}}                   | The body has no string \"type\"",
                "{\"type\":\"T\",\"type\":1}                   | The body has no string \"type\"",
                "{\"Type\":\"T\",\"data\":{\"type\":\"T\"}}    | The body has no string \"type\"",
            })
    void what_is_no_event_is_malformed(String body, String reason) {
        assertMalformed(body.getBytes(UTF_8), reason);
    }

    @Test
    void a_type_is_at_most_255_bytes_that_postgresql_can_hold() {
        String reason = "The \"type\" is longer than 255 bytes, or holds U+0000 or half a surrogate pair";

        assertThat(read("{\"type\":\"%s\"}".formatted("x".repeat(255))).type()).hasSize(255);
        assertMalformed("{\"type\":\"%s\"}".formatted("x".repeat(256)).getBytes(UTF_8), reason);
        assertMalformed("{\"type\":\"%s\"}".formatted("é".repeat(128)).getBytes(UTF_8), reason);
        assertMalformed("{\"type\":\"a\\u0000\"}".getBytes(UTF_8), reason);
        assertMalformed("{\"type\":\"a\\ud800\"}".getBytes(UTF_8), reason);
    }

    @Test
    void a_body_that_is_not_utf_8_is_malformed() {
        assertMalformed("{\"type\":\"Blåbær\"}".getBytes(ISO_8859_1), "The body is not UTF-8");
        assertMalformed("{\"type\":\"T\",\"\u00c0\u00a2\":1}".getBytes(ISO_8859_1), "The body is not UTF-8");
        assertMalformed("{\"type\":\"\u00ed\u00a0\u0080\"}".getBytes(ISO_8859_1), "The body is not UTF-8");
    }

    @Test
    void a_body_nested_deeper_than_128_levels_is_malformed() {
        String group = "{\"type\":\"T\",\"data\":{\"id\":%s}}";

        assertThat(read(group.formatted(EcmaScriptJsonTest.nested(126))).group())
                .isNull();
        assertMalformed(
                group.formatted(EcmaScriptJsonTest.nested(127)).getBytes(UTF_8),
                "The body is nested deeper than 128 levels");
        assertMalformed(
                "{\"type\":\"T\",\"other\":%s".formatted("[".repeat(500_000)).getBytes(UTF_8),
                "The body is nested deeper than 128 levels");
    }

    private static void assertMalformed(byte[] body, String reason) {
        assertThatExceptionOfType(Malformed.class)
                .isThrownBy(() -> Envelope.read(body, TestSources.grouped("/data/id"), name -> null))
                .withMessage(reason);
    }

    private static String groupOf(String id) {
        return read("{\"type\":\"T\",\"data\":{\"id\":%s}}".formatted(id)).group();
    }

    private static Envelope read(String body) {
        return Envelope.read(body.getBytes(UTF_8), TestSources.grouped("/data/id"), name -> null);
    }
}
