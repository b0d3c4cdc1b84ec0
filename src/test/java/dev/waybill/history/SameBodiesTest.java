package dev.waybill.history;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.index.TestSearch;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** A signed body that comes again under another key is accepted, and marked behind the door's back. */
class SameBodiesTest {

    private final TestSearch search = new TestSearch();
    private final SameBodies sameBodies = new SameBodies(search.jdbc);

    @AfterEach
    void close() {
        search.database.close();
    }

    @Test
    void a_body_that_came_before_is_marked_with_the_event_before_it() {
        long first = placed("k-1", "{\"id\":\"o-1\"}");
        long other = placed("k-2", "{\"id\":\"o-2\"}");
        search.fill();
        long again = placed("k-3", "{\"id\":\"o-1\"}");
        long third = placed("k-4", "{\"id\":\"o-1\"}");
        search.fill();

        assertThat(earlier(first)).isEmpty();
        assertThat(earlier(other)).isEmpty();
        assertThat(earlier(again)).hasValue(first);
        assertThat(earlier(third)).hasValue(again);
        assertThat(sameBodies.lately()).hasValue(new SameBodies.Lately(2, third));
    }

    @Test
    void another_type_another_source_and_a_type_that_may_repeat_are_no_repetition() {
        store("covver", "k-1", "OrderPlaced");
        long otherType = store("covver", "k-2", "OrderConfirmed");
        long otherSource = store("shop", "k-3", "OrderPlaced");
        store("covver", "k-4", "ProductShown");
        long shownAgain = store("covver", "k-5", "ProductShown");
        search.fill();

        assertThat(earlier(otherType)).isEmpty();
        assertThat(earlier(otherSource)).isEmpty();
        assertThat(earlier(shownAgain)).isEmpty();
        assertThat(sameBodies.lately()).isEmpty();
        assertThat(search.jdbc
                        .sql("SELECT count(*) FROM search_event WHERE body_hash IS NULL")
                        .query(Long.class)
                        .single())
                .isEqualTo(2); // a source without rules of its own alerts
    }

    @Test
    void what_came_too_long_ago_is_not_looked_for() {
        long first = placed("k-1", "{}");
        search.jdbc
                .sql("UPDATE inbox_event SET received_at = now() - interval '31 days' WHERE id = :id")
                .param("id", first)
                .update();
        long again = placed("k-2", "{}");
        search.fill();

        assertThat(earlier(again)).isEmpty();
    }

    @Test
    void a_hash_alone_is_no_proof() {
        long first = placed("k-1", "{}");
        search.fill();
        search.jdbc
                .sql("UPDATE inbox_event SET digest = substring(digest FOR 8) || substring(sha256('other') FOR 24)"
                        + " WHERE id = :id")
                .param("id", first)
                .update();
        long again = placed("k-2", "{}");
        search.fill();

        assertThat(earlier(again)).isEmpty();
    }

    private long placed(String key, String body) {
        return search.store(key, "o-1", "OrderPlaced", body);
    }

    private long store(String source, String key, String type) {
        return search.store(source, key, "o-1", type, "{}".getBytes(UTF_8));
    }

    private Optional<Long> earlier(long event) {
        return sameBodies.of(event).map(SameBodies.Earlier::event);
    }
}
