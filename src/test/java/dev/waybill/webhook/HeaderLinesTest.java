package dev.waybill.webhook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.waybill.sources.Source;
import dev.waybill.sources.TestSources;
import io.vertx.core.MultiMap;
import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class HeaderLinesTest {

    private static final Source SOURCE = TestSources.covver();

    @Test
    void control_characters_quotes_and_latin_1_survive() throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X", "\"\\\u0001\té");

        assertThat(stored(headers)).containsExactly(List.of("X", "\"\\\u0001\té"));
    }

    @Test
    void no_header_is_an_empty_array() throws IOException {
        assertThat(stored(MultiMap.caseInsensitiveMultiMap())).isEmpty();
    }

    @Test
    void what_goes_over_32_kib_is_left_out_and_said_so() throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < 100; i++) {
            headers.add("X-" + i, "\u0001".repeat(100)); // six bytes each
        }

        List<List<String>> lines = stored(headers);

        assertThat(lines).hasSizeBetween(50, 60);
        assertThat(lines.get(lines.size() - 1)).isEqualTo(List.of("(more)", "left out: over 32 KiB"));
    }

    @Test
    void one_line_that_is_too_long_alone_is_left_out() throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap().add("X", "é".repeat(HeaderLines.MAX_BYTES / 2));

        assertThat(stored(headers)).containsExactly(List.of("(more)", "left out: over 32 KiB"));
    }

    @Test
    void others_never_push_out_what_is_needed_to_verify_it_again() throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap();
        for (int i = 0; i < 100; i++) {
            headers.add("X-" + i, "\u0001".repeat(100));
        }
        headers.add("covverSignature", "c2ln").add("covverIdempotencyKey", "k");

        MultiMap again = HeaderLines.read(HeaderLines.withSignature(new Received(SOURCE, headers, new byte[0])));

        assertThat(again.getAll("CovverSignature")).containsExactly("c2ln");
        assertThat(again.getAll("CovverIdempotencyKey")).containsExactly("k");
    }

    @Test
    void of_two_signatures_both_are_kept_or_none() throws IOException {
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("covverSignature", "c2ln")
                .add("covverSignature", "x".repeat(HeaderLines.MAX_BYTES));

        MultiMap again = HeaderLines.read(HeaderLines.withSignature(new Received(SOURCE, headers, new byte[0])));

        assertThat(again.getAll("covverSignature")).isEmpty();
    }

    @Test
    void a_signature_header_that_is_called_like_a_credential_is_kept_too() throws IOException {
        Source source = TestSources.of("covver", "signature-header=Authorization", "key-header=Key");
        MultiMap headers =
                MultiMap.caseInsensitiveMultiMap().add("Authorization", "c2ln").add("Cookie", "c");

        MultiMap again = HeaderLines.read(HeaderLines.withSignature(new Received(source, headers, new byte[0])));

        assertThat(again.get("Authorization")).isEqualTo("c2ln");
        assertThat(again.contains("Cookie")).isFalse();
    }

    @Test
    void a_line_that_holds_the_address_or_the_secret_in_it_is_hidden() throws IOException {
        Source gooten = TestSources.of("gooten", "preset=gooten");
        MultiMap headers = MultiMap.caseInsensitiveMultiMap()
                .add("?key", "s3cret")
                .add("X-Original-URL", "/webhooks/gooten?key=s3cret&orderid=7")
                .add("X-Escaped", "/webhooks/gooten?key=%73%33cret")
                .add("X-Copy", "s3cret")
                .add("X-Monkey", "banana");
        Received received = new Received(gooten, headers, new byte[0]);

        MultiMap kept = HeaderLines.read(HeaderLines.withSignature(received));
        assertThat(kept.get("?key")).isEqualTo("s3cret");
        assertThat(kept.get("X-Monkey")).isEqualTo("banana");
        assertThat(kept.contains("X-Original-URL") || kept.contains("X-Escaped") || kept.contains("X-Copy"))
                .isFalse();
        assertThat(new String(HeaderLines.withoutSignature(received), UTF_8))
                .doesNotContain("s3cret", "%73")
                .contains("banana");
    }

    private static List<List<String>> stored(MultiMap headers) throws IOException {
        byte[] json = HeaderLines.withoutSignature(new Received(SOURCE, headers, new byte[0]));
        assertThat(json.length).isLessThanOrEqualTo(HeaderLines.MAX_BYTES);
        return new ObjectMapper().readValue(json, new TypeReference<>() {});
    }
}
