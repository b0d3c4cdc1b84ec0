package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.standardwebhooks.Webhook;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import java.util.Arrays;
import java.util.Base64;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The examples that senders publish, and what must not pass for one. */
class VectorsTest {

    private static final String STANDARD = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
    private static final Map<String, String> STANDARD_V1 = Map.of(
            "webhook-id", "msg_p5jXN8AQM9LWM0D4loKWxJek",
            "webhook-timestamp", "1614265330",
            "webhook-signature", "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=");
    private static final String STANDARD_BODY = "{\"test\": 2432232314}";
    private static final String SLACK_SECRET = "8f742231b10e8888abcd99yyyzzz85a5";
    private static final String SLACK_BODY =
            "token=xyzz0WbapA4vBCDEFasx0q6G&team_id=T1DC2JH3J&team_domain=testteamnow&channel_id=G8PSS9T3V"
                + "&channel_name=foobar&user_id=U2CERLKJA&user_name=roadrunner&command=%2Fwebhook-collect&text="
                + "&response_url=https%3A%2F%2Fhooks.slack.com%2Fcommands%2FT1DC2JH3J%2F397700885554%2F96rGlfmibIGlgcZRskXaIFfN"
                + "&trigger_id=398738663015.47445629121.803a0bc887a14d10d2c447fce8b6703c";

    @Test
    void standard_webhooks() {
        Source source = TestSources.of("s", "preset=standard-webhooks", "SECRET=" + STANDARD);

        assertThat(holds(source, STANDARD_V1, STANDARD_BODY)).isTrue();
        assertThat(holds(source, STANDARD_V1, "{\"test\": 2432232315}")).isFalse();
        assertThat(holds(source, with(STANDARD_V1, "webhook-id", "msg_other"), STANDARD_BODY))
                .isFalse();
        assertThat(holds(source, with(STANDARD_V1, "webhook-timestamp", "1614265331"), STANDARD_BODY))
                .isFalse();
        assertThat(holds(source, without(STANDARD_V1, "webhook-id"), STANDARD_BODY))
                .isFalse();
        assertThat(holds(source, without(STANDARD_V1, "webhook-timestamp"), STANDARD_BODY))
                .isFalse();
    }

    @Test
    void standard_webhooks_with_a_public_key() {
        Source source = TestSources.of(
                "s", "preset=standard-webhooks-ed25519", "SECRET=whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=");
        Map<String, String> signed = with(
                STANDARD_V1,
                "webhook-signature",
                "v1a,hnO3f9T8Ytu9HwrXslvumlUpqtNVqkhqw/enGzPCXe5BdqzCInXqYXFymVJaA7AZdpXwVLPo3mNl8EM+m7TBAg==");

        assertThat(holds(source, signed, STANDARD_BODY)).isTrue();
        assertThat(holds(source, signed, STANDARD_BODY + " ")).isFalse();
        assertThat(holds(source, STANDARD_V1, STANDARD_BODY)).isFalse();
        for (byte octet : new byte[] {0, 1, 0x7f, (byte) 0xff}) { // 64 bytes that no key can have signed
            byte[] none = new byte[64];
            Arrays.fill(none, octet);
            String malformed = "v1a," + Base64.getEncoder().encodeToString(none);
            assertThat(holds(source, with(signed, "webhook-signature", malformed), STANDARD_BODY))
                    .isFalse();
            String both = malformed + " " + signed.get("webhook-signature");
            assertThat(holds(source, with(signed, "webhook-signature", both), STANDARD_BODY))
                    .isTrue();
        }
    }

    @Test
    void what_the_library_of_standard_webhooks_signs() throws Exception {
        String signature = new Webhook(STANDARD).sign("msg_1", 1_700_000_000, STANDARD_BODY);
        Map<String, String> headers = Map.of(
                "webhook-id",
                "msg_1",
                "webhook-timestamp",
                "1700000000",
                "webhook-signature",
                "v1,bm9uZQ== " + signature);

        assertThat(holds(TestSources.of("s", "preset=standard-webhooks", "SECRET=" + STANDARD), headers, STANDARD_BODY))
                .isTrue();
    }

    @Test
    void github() {
        Source source = TestSources.of("s", "preset=github", "SECRET=It's a Secret to Everybody");
        String signature = "sha256=757107ea0eb2509fc211221cce984b8a37570b6d7586c22c46f4379c8b043e17";

        assertThat(holds(source, Map.of("X-Hub-Signature-256", signature), "Hello, World!"))
                .isTrue();
        assertThat(holds(source, Map.of("X-Hub-Signature-256", signature), "Hello, World"))
                .isFalse();
        assertThat(holds(source, Map.of("X-Hub-Signature-256", signature.substring(7)), "Hello, World!"))
                .isFalse();
        assertThat(holds(source, Map.of("X-Hub-Signature", signature), "Hello, World!"))
                .isFalse();
    }

    @Test
    void square_signs_the_registered_address_too() {
        String signature = "2kRE5qRU2tR+tBGlDwMEw2avJ7QM4ikPYD/PJ3bd9Og=";
        Map<String, String> headers = Map.of("x-square-hmacsha256-signature", signature);

        assertThat(holds(square("https://example.com/webhook"), headers, "{\"hello\":\"world\"}"))
                .isTrue();
        assertThat(holds(square("http://10.0.0.7:8080/webhook"), headers, "{\"hello\":\"world\"}"))
                .isFalse();
    }

    private static Source square(String url) {
        return TestSources.of("s", "preset=square", "SECRET=asdf1234", "signature.url=" + url);
    }

    @Test
    void slack() {
        Source source = TestSources.of("s", "preset=slack", "SECRET=" + SLACK_SECRET);
        Map<String, String> headers = Map.of(
                "X-Slack-Request-Timestamp",
                "1531420618",
                "X-Slack-Signature",
                "v0=a2114d57b48eac39b9ad189dd8316235a7b4a8d21a10bd27519666489c69b503");

        assertThat(holds(source, headers, SLACK_BODY)).isTrue();
        assertThat(holds(source, with(headers, "X-Slack-Request-Timestamp", "1531420619"), SLACK_BODY))
                .isFalse();
    }

    @Test
    void adyens_key_is_written_in_hex() {
        Source source = TestSources.of(
                "s",
                "signature-header=HmacSignature",
                "signature.key=hex",
                "SECRET=44782DEF547AAA06C910C43932B1EB0C71FC68D9D0C057550C48EC2ACF6BA056");

        assertThat(holds(
                        source,
                        Map.of("HmacSignature", "coqCmt/IZ4E3CzPvMY8zTjQVL5hYJUiBRg8UU+iCWo0="),
                        "7914073381342284::TestMerchant:TestPayment-1407325143704:1130:EUR:AUTHORISATION:true"))
                .isTrue();
    }

    @Test
    void sha_1_of_rfc_2202() {
        Source source = TestSources.of(
                "s", "signature-header=S", "signature.algorithm=hmac-sha1", "signature.encoding=hex", "SECRET=Jefe");

        assertThat(holds(
                        source,
                        Map.of("S", "EFFCDF6AE5EB2FA2D27416D5F184DF9C259A7C79"),
                        "what do ya want for nothing?"))
                .isTrue();
    }

    @Test
    void of_twenty_signatures_eight_are_compared() {
        Source source = TestSources.of("s", "preset=standard-webhooks", "SECRET=" + STANDARD);
        String right = STANDARD_V1.get("webhook-signature");
        String wrong = "v1,AAAA9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE= ";

        assertThat(holds(source, with(STANDARD_V1, "webhook-signature", wrong.repeat(7) + right), STANDARD_BODY))
                .isTrue();
        Map<String, String> twenty =
                with(STANDARD_V1, "webhook-signature", wrong.repeat(10) + right + " " + wrong.repeat(9));
        assertThat(holds(source, twenty, STANDARD_BODY)).isFalse();
        assertThat(Claim.of(source.scheme(), twenty::get).ignored()).isEqualTo(12);
    }

    @Test
    void signatures_of_another_version_are_passed_over() {
        Source source = TestSources.of("s", "preset=standard-webhooks", "SECRET=" + STANDARD);
        String right = STANDARD_V1.get("webhook-signature");

        assertThat(holds(
                        source,
                        with(STANDARD_V1, "webhook-signature", "v2,".repeat(30) + " v1a,AAAA " + right),
                        STANDARD_BODY))
                .isTrue();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "v1,",
                "v1",
                " ",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE",
                "v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OF=",
                "v1,g0hM9SsE-OTPJTGt_tmIKtSyZlE3uFJELVlNIOLJ1OE=",
                "v1=g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=",
            })
    void another_writing_is_no_signature(String signature) {
        Source source = TestSources.of("s", "preset=standard-webhooks", "SECRET=" + STANDARD);

        assertThat(holds(source, with(STANDARD_V1, "webhook-signature", signature), STANDARD_BODY))
                .isFalse();
    }

    private static boolean holds(Source source, Map<String, String> headers, String body) {
        return SignatureVerifier.verify(
                        body.getBytes(UTF_8),
                        Claim.of(source.scheme(), headers::get),
                        source.secrets(),
                        source.reserialise())
                != null;
    }

    private static Map<String, String> with(Map<String, String> headers, String name, String value) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.put(name, value);
        return changed;
    }

    private static Map<String, String> without(Map<String, String> headers, String name) {
        Map<String, String> changed = new HashMap<>(headers);
        changed.remove(name);
        return changed;
    }
}
