package dev.waybill.index;

import static dev.waybill.index.TestSearch.ALL;
import static dev.waybill.index.TestSearch.with;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.search.SearchPage;
import dev.waybill.search.Searches;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A search in bodies looks for bytes: nothing in it means anything to the database, and no body is unfit. */
class SearchTextTest {

    private final TestSearch hub = new TestSearch();

    @AfterEach
    void close() {
        hub.database.close();
    }

    @Test
    void a_piece_of_text_is_found_however_json_writes_it() {
        long plain = body("{\"name\":\"Jörg Müller\"}");
        long escaped = body("{\"name\":\"J\\u00f6rg M\\u00FCller\"}");
        long capitals = body("{\"name\":\"JÖRG MÜLLER\"}");
        body("{\"name\":\"Mueller\"}");

        assertThat(hub.ids(with("müller"))).containsExactly(capitals, escaped, plain);
        assertThat(hub.ids(with("Jörg"))).containsExactly(capitals, escaped, plain);
        assertThat(hub.ids(with("M\\u00FCller"))).containsExactly(escaped);
        long quoted = body("{\"note\":\"say \\\"hello\\\" C:\\\\temp\"}");
        assertThat(hub.ids(with("say \"hello\""))).containsExactly(quoted);
        assertThat(hub.ids(with("C:\\temp"))).containsExactly(quoted);
        long slashed = body("{\"url\":\"https:\\/\\/example.com\\/x\"}");
        assertThat(hub.ids(with("https://example.com/x"))).containsExactly(slashed);
        body("{\"name\":\"McDonald\"}");
        assertThat(hub.ids(with("mcdonald")))
                .as("capitals within a word are the asker's")
                .isEmpty();
        assertThat(hub.ids(with("\"url\":\""))).as("JSON as it is").containsExactly(slashed);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "100%",
                "a_b",
                "\\\\",
                "';--",
                "') OR true --",
                "$1",
                ":text",
                "??",
                "[a-z]",
                "{}",
                ".*",
                "\u202eevil\u202c",
                "<script>alert(1)</script>",
                "\ud83d\ude00",
                "\u0001\u0002",
                "''",
                "\"\""
            })
    void nothing_in_it_is_a_wildcard_or_sql(String text) {
        long holds = body("{\"note\":\"before" + text + "after\"}");
        body("{\"note\":\"beforeXafter axb aXb 100x 100 true\"}");

        assertThat(hub.ids(with(text))).containsExactly(holds);
    }

    @Test
    void any_bytes_at_all_can_be_looked_through() {
        long broken =
                hub.store("covver", "broken", null, "T", new byte[] {'{', (byte) 0xc3, 0, (byte) 0xff, 'x', 'y', 'z'});
        long empty = hub.store("covver", "empty", null, "T", new byte[0]);
        byte[] large = "x".repeat(1 << 20).getBytes(UTF_8);
        System.arraycopy("needle at the end".getBytes(UTF_8), 0, large, large.length - 17, 17);
        long largest = hub.store("covver", "large", null, "T", large);
        hub.jdbc.sql("DELETE FROM inbox_body WHERE event_id = " + empty).update();

        assertThat(hub.ids(with("xyz"))).containsExactly(broken);
        assertThat(hub.ids(with("needle at the end"))).containsExactly(largest);
        hub.fill();
        assertThat(hub.ids(ALL)).containsExactly(largest, empty, broken);
    }

    @Test
    void a_walk_that_runs_out_of_time_says_so_and_goes_on_to_the_end() {
        List<Long> expected = new ArrayList<>();
        for (int i = 0; i < 1100; i++) {
            long event = body("{\"n\":\"" + (i % 400 == 7 ? "needle" : "hay") + "\"}");
            if (i % 400 == 7) {
                expected.addFirst(event);
            }
        }
        AtomicLong now = new AtomicLong();
        Searches hurried =
                hub.searches(() -> now.addAndGet(1_000_000_000)); // no look at the clock without a second gone

        List<Long> seen = new ArrayList<>();
        int pages = 0;
        SearchPage page = hurried.search(with("needle")).orElseThrow();
        assertThat(page.events()).isEmpty();
        assertThat(page.searchedBackTo()).isNotNull();
        while (page.next() != null) {
            page = hurried.search(TestSearch.before(with("needle"), page.next()))
                    .orElseThrow();
            page.events().forEach(event -> seen.add(event.id()));
            pages++;
        }
        assertThat(seen).containsExactlyElementsOf(expected);
        assertThat(page.searchedBackTo()).isNull();
        assertThat(pages).isBetween(3, 10);
    }

    private long body(String json) {
        return hub.store("key-" + json.hashCode() + "-" + System.nanoTime(), null, "OrderPlaced", json);
    }
}
