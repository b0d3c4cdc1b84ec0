package dev.waybill.signature;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

public class EcmaScriptJsonTest {

    /** A text, and what Node says of it: its re-serialisation, or null where it refuses it. */
    record Case(String kind, String in, String out) {}

    @TestFactory
    List<DynamicTest> says_what_node_says() throws IOException {
        List<Case> corpus = corpus();
        return corpus.stream().collect(Collectors.groupingBy(Case::kind)).entrySet().stream()
                .map(kind -> DynamicTest.dynamicTest(
                        kind.getKey() + " × " + kind.getValue().size(),
                        () -> assertThat(kind.getValue())
                                .allSatisfy(c -> assertThat(reserialised(c.in()))
                                        .as("re-serialisation of <%s>", c.in())
                                        .isEqualTo(c.out()))))
                .toList();
    }

    @Test
    void the_corpus_is_as_large_and_as_varied_as_it_claims() throws IOException {
        List<Case> corpus = corpus();

        assertThat(corpus).hasSizeGreaterThan(1000);
        assertThat(corpus.stream().filter(c -> c.out() == null)).hasSizeGreaterThan(250);
        assertThat(corpus.stream().map(Case::kind).collect(Collectors.toSet()))
                .isEqualTo(Set.of(
                        "number",
                        "escape",
                        "unicode",
                        "surrogate",
                        "integer key",
                        "repeated key",
                        "__proto__",
                        "structure",
                        "depth",
                        "webhook",
                        "invalid",
                        "random",
                        "damaged"));
    }

    @Test
    void what_was_reserialised_stays_as_it_is() throws IOException {
        List<String> outputs =
                corpus().stream().map(Case::out).filter(out -> out != null).toList();

        assertThat(outputs)
                .allSatisfy(out -> assertThat(reserialised(out)).as("<%s>", out).isEqualTo(out));
    }

    @Test
    void takes_128_levels_and_no_more() {
        assertThat(reserialised(nested(128))).isEqualTo(nested(128));
        assertThat(reserialised(nested(129))).isNull();
        assertThat(reserialised("[1," + nested(127) + "," + nested(127) + "]")).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "22ff22", // never a byte of UTF-8
                "22c3", // cut off
                "22c322", // cut off by the quote
                "2280 22", // a continuation with no start
                "22c0a222", // overlong
                "22e080a222", // overlong
                "22eda08022", // a surrogate
                "22f490808022", // beyond U+10FFFF
                "efbbbf7b7d", // a byte order mark
                "7b007d00", // UTF-16
                "feff007b007d",
            })
    void refuses_what_is_not_plain_utf_8(String hex) {
        assertThat(EcmaScriptJson.reserialise(HexFormat.of().parseHex(hex.replace(" ", ""))))
                .isNull();
    }

    public static String nested(int depth) {
        return "[".repeat(depth) + "]".repeat(depth);
    }

    private static String reserialised(String text) {
        byte[] out = EcmaScriptJson.reserialise(text.getBytes(UTF_8));
        return out == null ? null : new String(out, UTF_8);
    }

    private static List<Case> corpus() throws IOException {
        var mapper = new ObjectMapper();
        try (InputStream corpus = EcmaScriptJsonTest.class.getResourceAsStream("/ecmascript/corpus.jsonl");
                var cases = mapper.readerFor(Case.class).<Case>readValues(corpus)) {
            return cases.readAll();
        }
    }
}
