package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.sources.SourceSecret;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Signatures were made by {@code openssl dgst -sha256 -hmac SECRET -binary | base64}. */
class SignatureVerifierTest {

    private static final String BODY =
            "{\"type\":\"OrderPlaced\",\"data\":{\"id\":\"o-1\",\"total\":10.5,\"note\":\"Blåbærgrød 🍇\"}}";
    private static final String BY_FIRST = "1VhM3nhorwyWLVvOO7sAx9DAhrKR4cC2DIi7wrjzHjk=";
    private static final String BY_SECOND = "39Uhfv9XuJyV3YVX9ES+8kc9H4jAkEW3ogIWRRwdOXU=";
    private static final String BY_STRANGER = "FJK1rwWIgvR6pnBBbsZA0lO9GOtxj+3EzjYT+cXSbvs=";

    /** The first secret's, of {"n":6}: has both letters in which the URL alphabet differs. */
    private static final String OF_N_6 = "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M=";

    private static final List<SourceSecret> SECRETS =
            List.of(SourceSecret.of("first", "first secret"), SourceSecret.of("second", "second secret"));

    @Test
    void the_bytes_received_are_verified_as_they_are() {
        byte[] body = BODY.getBytes(UTF_8);

        Verified verified = SignatureVerifier.verify(body, claim(BY_FIRST), SECRETS, false);

        assertThat(verified.secretId()).isEqualTo("first");
        assertThat(verified.signedForm()).isSameAs(body);
    }

    @Test
    void each_live_secret_verifies_under_its_own_id() {
        assertThat(secretThatVerifies(BODY, BY_FIRST)).isEqualTo("first");
        assertThat(secretThatVerifies(BODY, BY_SECOND)).isEqualTo("second");
        assertThat(secretThatVerifies(BODY, BY_STRANGER)).isNull();
    }

    @Test
    void of_two_equal_secrets_the_first_is_named() {
        var twice = List.of(SourceSecret.of("new", "first secret"), SourceSecret.of("old", "first secret"));

        assertThat(SignatureVerifier.verify(BODY.getBytes(UTF_8), claim(BY_FIRST), twice, true)
                        .secretId())
                .isEqualTo("new");
    }

    @Test
    void without_secrets_nothing_is_verified() {
        assertThat(SignatureVerifier.verify(BODY.getBytes(UTF_8), claim(BY_FIRST), List.of(), true))
                .isNull();
    }

    @Test
    void rfc_4231_is_met() {
        // test case 2
        var jefe = List.of(SourceSecret.of("jefe", "Jefe"));
        byte[] question = "what do ya want for nothing?".getBytes(UTF_8);

        assertThat(SignatureVerifier.verify(
                        question, claim("W9zBRr9gdU5qBCQmCJV1x1oAPwidJzmDnexYuWTsOEM="), jefe, false))
                .isNotNull();
    }

    @Test
    void a_secret_may_be_of_any_script_and_longer_than_a_block() {
        var secrets = List.of(SourceSecret.of("script", "nøgle-秘密-🔑"), SourceSecret.of("long", "k".repeat(150)));
        byte[] body = BODY.getBytes(UTF_8);

        assertThat(SignatureVerifier.verify(body, claim("nQi3DjFYzKZh+sZX8nZHeNTqapXKLqvTkVjGLl0/nCs="), secrets, false)
                        .secretId())
                .isEqualTo("script");
        assertThat(SignatureVerifier.verify(body, claim("PVZwURU7V1FL5JbnucbdV7t/0HCiJ8t/qmAJM6Zhq6g="), secrets, false)
                        .secretId())
                .isEqualTo("long");
    }

    @Test
    void a_body_that_is_empty_or_no_text_is_verified_like_any_other() {
        byte[] noText = HexFormat.of().parseHex("fffe7b7d");

        assertThat(secretThatVerifies("", "CIF+DIMLqHePTTamx5sqdBFV9HzQDHpIsCIjIYBXLNw="))
                .isEqualTo("first");
        assertThat(SignatureVerifier.verify(
                                noText, claim("SUAnFX0YmIW5oiNRIa62VYED7UaaXcWLUYAG/fG2RlE="), SECRETS, true)
                        .signedForm())
                .isSameAs(noText);
        assertThat(SignatureVerifier.verify(noText, claim(BY_FIRST), SECRETS, true))
                .isNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M", // no padding
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5N=", // stray bits: the same 32 bytes to a lenient decoder
                "cRu3TZ3RKmyiz89gyRLvb-vZk9_aW1kjHJSibY77X5M=", // the URL alphabet
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M= ",
                " cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M=",
                "cRu3TZ3RKmyiz89gyRLvb+\nvZk9/aW1kjHJSibY77X5M=",
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M\n",
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M=,cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M=",
                "sha256=cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5M=",
                "cru3tz3rkmyiz89gyrlvb+vzk9/aw1kjhjsiby77x5m=",
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77Xw==", // 31 bytes
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5MA", // 33 bytes
                "cRu3TZ3RKmyiz89gyRLvb+vZk9/aW1kjHJSibY77X5é=",
                "711bb74d9dd12a6ca2cfcf60c912ef6febd993dfda5b59231c94a26d8efb5f93",
            })
    void a_signature_in_any_other_form_is_none(String signature) {
        assertThat(secretThatVerifies("{\"n\":6}", OF_N_6)).isEqualTo("first");

        assertThat(secretThatVerifies("{\"n\":6}", signature)).isNull();
    }

    @Test
    void a_body_that_was_indented_on_its_way_is_verified_by_its_signed_form() {
        String indented = """
            {
                "type": "OrderPlaced",
                "data": { "id": "o-1", "total": 10.50, "note": "Bl\\u00e5b\\u00E6rgr\\u00f8d \\ud83c\\udf47" }
            }
            """;

        Verified verified = SignatureVerifier.verify(indented.getBytes(UTF_8), claim(BY_SECOND), SECRETS, true);

        assertThat(verified.secretId()).isEqualTo("second");
        assertThat(new String(verified.signedForm(), UTF_8)).isEqualTo(BODY);
        assertThat(SignatureVerifier.verify(indented.getBytes(UTF_8), claim(BY_SECOND), SECRETS, false))
                .isNull();
    }

    @Test
    void the_signed_form_has_ecmascripts_order_and_numbers() {
        byte[] body = "{ \"b\": 2, \"0\": 1.0, \"a\": 1E21 }".getBytes(UTF_8);

        Verified verified =
                SignatureVerifier.verify(body, claim("EDacuMYFMBCRqMbIQU9q34xZ/+GhYLvTbTWZ5srYyj4="), SECRETS, true);

        assertThat(new String(verified.signedForm(), UTF_8)).isEqualTo("{\"0\":1,\"b\":2,\"a\":1e+21}");
    }

    @Test
    void another_value_is_not_verified_however_it_is_written() {
        assertThat(secretThatVerifies("{ \"n\": 6 }", OF_N_6)).isEqualTo("first");
        assertThat(secretThatVerifies("{ \"n\": 7 }", OF_N_6)).isNull();
        assertThat(secretThatVerifies("{ \"n\": 6, }", OF_N_6)).isNull();
        assertThat(secretThatVerifies("{ \"n\": 6 } {}", OF_N_6)).isNull();
    }

    @Test
    void a_body_is_reserialised_up_to_256_kib_and_128_levels() {
        String of128Levels = "JXhdU/7nNjiAcXx/YdgeBG8p3h5V4mYL5RliIPoGpJw=";
        String of129Levels = "jtvbBQvQGMPRGpI2Ukz6dKXjisEQXucpu85I9ENC3qE=";
        int padding = 256 * 1024 - "{\"n\":6}".length();

        assertThat(secretThatVerifies("{\"n\":6}" + " ".repeat(padding), OF_N_6))
                .isEqualTo("first");
        assertThat(secretThatVerifies("{\"n\":6}" + " ".repeat(padding + 1), OF_N_6))
                .isNull();
        assertThat(secretThatVerifies(EcmaScriptJsonTest.nested(128) + " ", of128Levels))
                .isEqualTo("first");
        assertThat(secretThatVerifies(EcmaScriptJsonTest.nested(129), of129Levels))
                .isEqualTo("first");
        assertThat(secretThatVerifies(EcmaScriptJsonTest.nested(129) + " ", of129Levels))
                .isNull();
    }

    @Test
    void a_second_check_is_asked_for_only_where_it_can_be_right() {
        byte[] indented = "{ \"n\": 6 }".getBytes(UTF_8);

        assertThat(SignatureVerifier.verifyRaw(indented, claim(OF_N_6), SECRETS))
                .isNull();
        assertThat(SignatureVerifier.mayBeReserialised(indented)).isTrue();
        assertThat(claim("no signature")).isNull();
        assertThat(SignatureVerifier.mayBeReserialised(new byte[SignatureVerifier.MAX_RESERIALISED + 1]))
                .isFalse();
    }

    private static String secretThatVerifies(String body, String signature) {
        Verified verified = SignatureVerifier.verify(body.getBytes(UTF_8), claim(signature), SECRETS, true);
        return verified == null ? null : verified.secretId();
    }

    private static Claim claim(String signature) {
        return Claims.covver(signature);
    }
}
