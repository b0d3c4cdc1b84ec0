package dev.waybill.overview;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FormatTest {

    private static final Instant NOW = Instant.parse("2026-11-22T03:00:00Z");

    private final Format show = new Format(Clock.fixed(NOW, ZoneOffset.UTC));

    @Test
    void signs_that_turn_or_hide_are_shown_by_number_and_the_rest_as_it_is() {
        assertThat(show.text("a\u202Eb\u0000c\u200Bd\u2066e\uD800f"))
                .isEqualTo("a⟨U+202E⟩b⟨U+0000⟩c⟨U+200B⟩d⟨U+2066⟩e⟨U+D800⟩f");
        assertThat(show.text("Straße 東京 😀\n\tüber")).isEqualTo("Straße 東京 😀\n\tüber");
        assertThat(show.text(null)).isEmpty();
    }

    @Test
    void a_brief_text_is_one_line_and_ends_in_time() {
        assertThat(show.brief("a\n  b", 10)).isEqualTo("a b");
        assertThat(show.brief("0123456789", 5)).isEqualTo("0123…");
        assertThat(show.brief("012😀4", 5)).as("no half of an emoji").isEqualTo("012…");
    }

    @ParameterizedTest
    @CsvSource({"5, 5 s", "59, 59 s", "60, 1 min", "3599, 59 min", "3660, 1 h 1 min", "90000, 1 d 1 h", "-3, 0 s"})
    void spans_are_in_their_two_largest_units(long seconds, String shown) {
        assertThat(show.span(Duration.ofSeconds(seconds))).isEqualTo(shown);
    }

    @Test
    void numbers_are_humane() {
        assertThat(show.number(1_234_567)).isEqualTo("1\u2009234\u2009567");
        assertThat(show.rate(0)).isEqualTo("0/min");
        assertThat(show.rate(0.25)).isEqualTo("0.3/min");
        assertThat(show.rate(1200.4)).isEqualTo("1\u2009200/min");
        assertThat(show.bytes(1 << 20)).isEqualTo("1.0 MiB");
        assertThat(show.age(NOW.minusSeconds(120))).isEqualTo("2 min");
        assertThat(show.utc(NOW)).isEqualTo("2026-11-22 03:00:00 UTC");
    }
}
