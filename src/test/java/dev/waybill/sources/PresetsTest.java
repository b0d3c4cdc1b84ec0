package dev.waybill.sources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.waybill.kit.ProviderSender;
import dev.waybill.settings.BadSetting;
import dev.waybill.sources.SignatureScheme.Algorithm;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** A preset fills in a source's settings; each of them can be set instead, and a source can be written without one. */
class PresetsTest {

    private static final String KEY = "5e5680ce494f6a6a1f9ce2bdd4a9e9f8d0009df0e24d95e5680ce494f6a6a1f9";

    static Stream<String> presets() {
        return Stream.of(Presets.names().split(", "));
    }

    @ParameterizedTest
    @MethodSource("presets")
    void each_preset_makes_a_source(String preset) {
        Source source = TestSources.of(
                "shop", "preset=" + preset, "SECRET=" + secret(preset), "signature.url=https://example.com/webhook");

        assertThat(source.parts().type().inWords()).isNotBlank();
        assertThat(source.reserialise()).isEqualTo(preset.equals("covver"));
        assertThat(source.types().isEmpty()).isEqualTo(!preset.equals("covver"));
        assertThat(source.scheme().algorithm().signs())
                .isEqualTo(!List.of("amqp", "cloudevents", "gelato", "gooten", "kafka")
                        .contains(preset));
    }

    @Test
    void each_preset_but_a_few_has_a_sender_in_the_sandbox() {
        assertThat(presets()).hasSize(ProviderSender.KNOWN.size() + 3).containsAll(ProviderSender.KNOWN);
    }

    @Test
    void covvers_preset_is_what_a_source_without_one_is() {
        assertThat(TestSources.of("covver", "preset=covver"))
                .usingRecursiveComparison()
                .ignoringFields("secrets")
                .ignoringFieldsMatchingRegexes(".*sameBody.*")
                .isEqualTo(TestSources.of("covver"));
    }

    @Test
    void a_setting_of_the_operators_comes_before_the_presets() {
        Source source = TestSources.of(
                "shop", "preset=stripe", "signature.tolerance=1m", "group-pointer=/data/object/customer");

        assertThat(source.scheme().time().tolerance()).isEqualTo(Duration.ofMinutes(1));
        assertThat(source.parts().group().inWords()).isEqualTo("/data/object/customer");
        assertThat(source.scheme().prefix()).isEqualTo("v1=");
    }

    @Test
    void of_two_settings_for_one_thing_the_operators_counts() {
        assertThat(TestSources.of("shop", "preset=shopify", "key-header=X-Shopify-Webhook-Id")
                        .parts()
                        .key()
                        .inWords())
                .isEqualTo("header X-Shopify-Webhook-Id");
        assertThat(TestSources.of("shop", "preset=covver", "key=pointer:/id")
                        .parts()
                        .key()
                        .inWords())
                .isEqualTo("/id");
    }

    @Test
    void a_source_is_written_without_a_preset_too() {
        Source source = TestSources.of(
                "own",
                "signature-header=X-Own",
                "signature.algorithm=hmac-sha512",
                "signature.encoding=hex",
                "signature.text={header:X-Id}/{timestamp}/{body}",
                "signature.timestamp=header:X-Time",
                "key=header:X-Id + pointer:/n?",
                "type=header:X-Kind",
                "reserialise=false");

        assertThat(source.scheme().algorithm()).isEqualTo(Algorithm.HMAC_SHA512);
        assertThat(source.kept()).containsExactlyInAnyOrder("X-Own", "X-Id", "X-Time", "X-Kind");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        preset=shopfy                    | waybill.sources.shop.preset is 'shopfy', which is no preset: use one of adyen, amqp, cloudevents, covver, gelato, github, gooten, kafka, printful, shopify, slack, square, standard-webhooks, standard-webhooks-ed25519, stripe, svix, woocommerce.
        preset=../application            | waybill.sources.shop.preset is '../application', which is no preset
        preset=square                    | waybill.sources.shop.signature.url is missing: set the address as it is registered at the sender.
        preset=standard-webhooks         | SECRET must begin with whsec_: copy the whole secret from the sender's page.
        preset=printful                  | SECRET must be an even number of hexadecimal digits and nothing else.
        signature.key=base64             | SECRET must be Base64 and nothing else.
        signature.text=body              | waybill.sources.shop.signature.text must hold {body}: without it, nobody would have signed the event.
        signature.text={time}{body}      | waybill.sources.shop.signature.text names {time}: it may hold {body}, {timestamp}, {url} and {header:<name>}.
        signature.text={timestamp}{body} | waybill.sources.shop.signature.timestamp is missing, though the signed text holds {timestamp}.
        signature.timestamp=header:X     | waybill.sources.shop.signature.timestamp is not part of the signed text, so anybody could change it.
        signature.timestamp=X            | waybill.sources.shop.signature.timestamp must be header:<name> or entry:<prefix>.
        signature.timestamp=entry:t=     | waybill.sources.shop.signature.timestamp is an entry, but there is no separator between entries.
        signature.tolerance=2d           | waybill.sources.shop.signature.tolerance must be between 0s and 1d.
        signature.algorithm=ed25519      | waybill.sources.shop.signature.key does not fit the algorithm: ed25519 needs whpk, base64 or hex, all others a secret.
        signature.pointer=/hmac          | waybill.sources.shop.signature.pointer is set, so waybill.sources.shop.items.at must be too, for each content type.
        signature.text={pointer:/a}{body} | waybill.sources.shop.signature.text names {pointer:…}, but no signature.pointer says where an event holds its signature.
        items.at=/items                  | waybill.sources.shop.items.at must be a JSON pointer with * for the elements of one list, such as /items/*.
        items.at=/items/*                | waybill.sources.shop.key is read from headers, which an item of waybill.sources.shop.items.at doesn't have: name a place in the item.
        items.at=/items/*;key=pointer:/id;type=header:X | waybill.sources.shop.type is read from headers, which an item of
        items.at=/items/*;key=pointer:/id;group=header:X | waybill.sources.shop.group is read from headers, which an item of
        items.at=/items/*;key=pointer:/id | waybill.sources.shop.reserialise must be false beside waybill.sources.shop.items.at: a request with several events is verified as it came.
        preset=adyen;signature.text={pointer:/a}{pointer:/b} | waybill.sources.shop.signature.text must be {pointer:…}, with one and the same character between them, and at most one with a * at its end.
        preset=adyen;signature.text={pointer:/a*}:{pointer:/b*} | waybill.sources.shop.signature.text must be {pointer:…}
        preset=adyen;signature.text={pointer:/a}:{pointer:/b}-{pointer:/c} | waybill.sources.shop.signature.text must be {pointer:…}
        preset=adyen;signature.text={body} | waybill.sources.shop.signature.text must be {pointer:…}
        preset=adyen;signature.algorithm=shared-secret | waybill.sources.shop.signature.pointer needs an HMAC: no other signature is read from an event.
        preset=adyen;items.content-type=application/json | waybill.sources.shop.signature.pointer is set
        key=X-Id                         | waybill.sources.shop.key must be made of header:<name>, pointer:/<place>, text:<text> and digest, joined by ' + ', with ' | ' between alternatives.
        type=pointer:type                | waybill.sources.shop.type must be made of
        changing=/a/b                    | waybill.sources.shop.changing must hold members of the body itself, such as /retries.
        handshake.type=ping              | waybill.sources.shop.handshake.challenge must be a JSON pointer, such as /challenge.
        """)
    void a_contradiction_stops_the_start(String setting, String sentence) {
        assertThatExceptionOfType(Exception.class)
                .isThrownBy(() -> TestSources.of("shop", setting.split(";")))
                .satisfies(failure -> assertThat(root(failure)).hasMessageStartingWith(sentence));
    }

    @Test
    void a_secret_of_the_wrong_length_is_no_public_key() {
        assertThatExceptionOfType(BadSetting.class)
                .isThrownBy(() -> TestSources.of("shop", "preset=standard-webhooks-ed25519", "SECRET=whpk_AAAA"))
                .withMessage("SECRET holds 3 bytes, but a public key of Ed25519 has 32.");
    }

    private static Throwable root(Throwable failure) {
        return failure.getCause() == null ? failure : root(failure.getCause());
    }

    private static String secret(String preset) {
        return switch (preset) {
            case "standard-webhooks", "svix" -> "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw";
            case "standard-webhooks-ed25519" -> "whpk_1SiA4o9hyqTCpIqC5V9HUakiiaeACeqfZTInDBbOir4=";
            default -> KEY;
        };
    }
}
