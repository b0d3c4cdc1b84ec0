package dev.waybill.sources;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Few headers go on to routes, and none by which something steers itself. */
class AllowedHeadersTest {

    private static final AllowedHeaders ALLOWED =
            TestSources.allowed("shop", "allowed-headers=X-Shop-Domain,X-Api-Version");

    @Test
    void a_header_goes_on_under_the_name_of_the_setting() {
        assertThat(of("[\"x-shop-domain\",\"a.example\"],[\"X-Other\",\"b\"]"))
                .containsExactly(Map.entry("X-Shop-Domain", "a.example"));
        assertThat(ALLOWED.any("shop")).isTrue();
        assertThat(ALLOWED.any("covver")).isFalse();
        assertThat(ALLOWED.of("covver", "[[\"X-Shop-Domain\",\"a\"]]".getBytes(UTF_8)))
                .isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "[\"X-Shop-Domain\",\"a\"],[\"x-shop-domain\",\"b\"]",
                "[\"X-Shop-Domain\",\"\"]",
                "[\"X-Shop-Domain\",\"\"],[\"X-Shop-Domain\",\"b\"]",
                "[\"X-Shop-Domain\",\"a\\r\\nTo: b\"]",
                "[\"X-Shop-Domain\",\"\u00e9\"]",
                "[\"X-Shop-Domain\"]",
                "7",
            })
    void one_that_is_repeated_or_no_plain_text_does_not(String lines) {
        assertThat(of(lines)).isEmpty();
    }

    @Test
    void a_long_value_does_not() {
        assertThat(of("[\"X-Shop-Domain\",\"%s\"]".formatted("a".repeat(1024)))).hasSize(1);
        assertThat(of("[\"X-Shop-Domain\",\"%s\"]".formatted("a".repeat(1025)))).isEmpty();
        assertThat(ALLOWED.of("shop", "no json".getBytes(UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        X-A,X-B,X-C,X-D,X-E,X-F,X-G,X-H,X-I | may name 8 headers.
        CamelHttpUri                        | names CamelHttpUri: use a header of the sender's own with a dash in its name, such as X-Shop-Domain.
        Camel-Http                          | names Camel-Http: use
        kafka.TOPIC                         | names kafka.TOPIC: use
        JMSCorrelationID                    | names JMSCorrelationID: use
        Authorization                       | names Authorization: use
        Proxy-Authorization                 | names Proxy-Authorization: use
        Cookie                              | names Cookie: use
        Set-Cookie                          | names Set-Cookie: use
        Host                                | names Host: use
        To                                  | names To: use
        Reply-To                            | names Reply-To: use
        Content-Type                        | names Content-Type: use
        transfer-encoding                   | names transfer-encoding: use
        Keep-Alive                          | names Keep-Alive: use
        X-Envoy-Original-Path               | names X-Envoy-Original-Path: use
        X-Forwarded-For                     | names X-Forwarded-For: use
        Idempotency-Key                     | names Idempotency-Key: use
        X-Sign                              | names a header of the signature, by which a reader could send the webhook again.
        """)
    void a_name_that_could_steer_something_stops_the_start(String names, String sentence) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> TestSources.of("shop", "signature-header=x-sign", "allowed-headers=" + names))
                .satisfies(failure -> assertThat(root(failure))
                        .hasMessageStartingWith("waybill.sources.shop.allowed-headers " + sentence));
    }

    @Test
    void they_are_kept_before_other_lines() {
        assertThat(TestSources.of("shop", "allowed-headers=X-Shop-Domain").keeps("x-shop-domain"))
                .isTrue();
    }

    private static Map<String, String> of(String lines) {
        return ALLOWED.of("shop", ("[" + lines + "]").getBytes(UTF_8));
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }
}
