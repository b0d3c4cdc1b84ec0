package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import dev.waybill.sources.TestSources;
import dev.waybill.webhook.Envelope;
import java.time.Duration;
import java.util.function.IntFunction;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Texts of the largest size that is taken, each made to be slow or large in its own way. They take milliseconds; anything
 * quadratic in 256 KiB takes minutes, so the bound can be generous.
 */
class HostileJsonTest {

    private static final int SIZE = SignatureVerifier.MAX_RESERIALISED;
    private static final Duration BOUND = Duration.ofSeconds(15);

    static Stream<Arguments> hostile() {
        return Stream.of(
                Arguments.of("one key, again and again", filled("{", i -> "\"a\":" + i % 10, "}")),
                Arguments.of("three keys in turn", filled("{", i -> "\"%d\":0".formatted(i % 3), "}")),
                Arguments.of("integer keys backwards", filled("{", i -> "\"%d\":0".formatted(999_999 - i), "}")),
                Arguments.of("other keys", filled("{", i -> "\"x%d\":0".formatted(i), "}")),
                Arguments.of("keys of one hash", filled("{", i -> "\"%s\":0".formatted(ofOneHash(i)), "}")),
                Arguments.of(
                        "keys of one hash, twice", filled("{", i -> "\"%s\":0".formatted(ofOneHash(i % 2000)), "}")),
                Arguments.of("objects to put in order", filled("[", i -> "{\"1\":0,\"0\":0}", "]")),
                Arguments.of("the largest expansion", filled("[", i -> "1e20", "]")),
                Arguments.of("the same, moved at every level", moved(filled("[", i -> "1e20", "]", SIZE - 1700))),
                Arguments.of("the same, replaced", "{\"a\":" + filled("[", i -> "1e20", "]", SIZE - 20) + ",\"a\":1}"),
                Arguments.of("one long number", "7".repeat(SIZE)),
                Arguments.of("one long fraction", "0." + "0".repeat(SIZE - 3) + "1"),
                Arguments.of("one long exponent", "1e" + "9".repeat(SIZE - 2)),
                Arguments.of("halves of a bit", filled("[", i -> "9007199254740993." + "0".repeat(1080) + "1", "]")),
                Arguments.of("tiny numbers", filled("[", i -> "4e-322", "]")),
                Arguments.of("tiny halves of a bit", filled("[", i -> "2.2250738585072011e-308", "]")),
                Arguments.of("one long string", "\"" + "\\n".repeat(SIZE / 2 - 1) + "\""),
                Arguments.of("lone surrogates", filled("[", i -> "\"\\udfff\"", "]")),
                Arguments.of("empty objects", filled("[", i -> "{}", "]")));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void a_hostile_text_takes_little_time_and_room(String name, String text) {
        assertThat(text.length()).isBetween(SIZE * 9 / 10, SIZE);

        byte[] out = assertTimeoutPreemptively(BOUND, () -> EcmaScriptJson.reserialise(text.getBytes(UTF_8)));

        assertThat(out).isNotNull();
        assertThat(out.length).isLessThan(5 * SIZE);
        assertThat(EcmaScriptJson.reserialise(out)).isEqualTo(out);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("hostile")
    void an_envelope_of_it_is_read_as_quickly(String name, String text) {
        byte[] body = ("{\"type\":\"T\",\"data\":" + text + "}").getBytes(UTF_8);

        Envelope envelope = assertTimeoutPreemptively(
                BOUND, () -> Envelope.read(body, TestSources.grouped("/data/1"), header -> null));

        assertThat(envelope.type()).isEqualTo("T");
    }

    private static String filled(String open, IntFunction<String> member, String close) {
        return filled(open, member, close, SIZE);
    }

    private static String filled(String open, IntFunction<String> member, String close, int size) {
        var text = new StringBuilder(open);
        for (int i = 0; ; i++) {
            String next = (i == 0 ? "" : ",") + member.apply(i);
            if (text.length() + next.length() + close.length() > size) {
                return text.append(close).toString();
            }
            text.append(next);
        }
    }

    /** Every level has to be moved behind a younger key. */
    private static String moved(String text) {
        int levels = StrictJson.MAX_DEPTH - 2;
        return "{\"1\":".repeat(levels) + text + ",\"0\":0}".repeat(levels);
    }

    /** Strings of 15 pairs, "Aa" or "BB", which have one hash code. */
    private static String ofOneHash(int i) {
        var text = new StringBuilder();
        for (int bit = 0; bit < 15; bit++) {
            text.append((i >> bit & 1) == 0 ? "Aa" : "BB");
        }
        return text.toString();
    }
}
