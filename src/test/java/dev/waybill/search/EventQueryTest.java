package dev.waybill.search;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.waybill.index.TestSearch;
import dev.waybill.search.EventQuery.Name;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EventQueryTest {

    @ParameterizedTest
    @ValueSource(strings = {"", "  ", "a\0b", "\ud800", "a\udc00"})
    void a_text_that_no_column_can_hold_is_refused(String text) {
        assertThatThrownBy(() -> TestSearch.by(Name.ANY, text)).isInstanceOf(InvalidQuery.class);
        assertThatThrownBy(() -> TestSearch.ofType(text)).isInstanceOf(InvalidQuery.class);
        assertThatThrownBy(() -> TestSearch.with(text)).isInstanceOf(InvalidQuery.class);
    }

    @Test
    void lengths_are_bounded() {
        assertThat(TestSearch.by(Name.KEY, "é".repeat(127)).name()).hasSize(127);
        assertThatThrownBy(() -> TestSearch.by(Name.KEY, "é".repeat(128))).hasMessageContaining("255 bytes");
        assertThat(TestSearch.with("x".repeat(256)).text()).hasSize(256);
        assertThatThrownBy(() -> TestSearch.with("x".repeat(257))).hasMessageContaining("256 characters");
        assertThatThrownBy(() -> TestSearch.with("x")).hasMessageContaining("2 to");
        assertThatThrownBy(() -> TestSearch.limited(TestSearch.ALL, 0)).hasMessageContaining("1 to 200");
        assertThatThrownBy(() -> TestSearch.limited(TestSearch.ALL, 201)).hasMessageContaining("1 to 200");
        assertThatThrownBy(() -> TestSearch.before(TestSearch.ALL, 0)).hasMessageContaining("next");
        assertThatThrownBy(() -> TestSearch.before(TestSearch.ALL, -7)).hasMessageContaining("next");
    }

    @Test
    void a_time_that_is_none_is_refused() {
        Instant noon = Instant.parse("2026-11-20T12:00:00Z");
        assertThatThrownBy(() -> between(noon, noon)).hasMessageContaining("before");
        assertThatThrownBy(() -> between(Instant.MIN, null)).hasMessageContaining("2000 to 9999");
        assertThatThrownBy(() -> between(null, Instant.MAX)).hasMessageContaining("2000 to 9999");
    }

    @Test
    void what_no_event_can_be_is_refused_instead_of_never_found() {
        assertThatThrownBy(() -> TestSearch.at(StateFilter.UNROUTED, "erp")).hasMessageContaining("no destination yet");
    }

    private static EventQuery between(Instant from, Instant to) {
        return new EventQuery(null, null, null, null, null, null, from, to, null, null, 50);
    }
}
