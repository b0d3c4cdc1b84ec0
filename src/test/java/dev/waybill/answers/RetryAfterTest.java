package dev.waybill.answers;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

    private static final Clock CLOCK = Clock.fixed(Instant.parse("2026-11-21T10:00:00Z"), ZoneOffset.UTC);

    @ParameterizedTest
    @CsvSource({"0, 0", "000, 0", "120, 120", "' 7 ', 7", "0000000000007, 7", "999999999, 999999999"})
    void it_is_a_number_of_seconds(String value, long seconds) {
        assertThat(RetryAfter.read(Map.of("Retry-After", value), CLOCK)).isEqualTo(Duration.ofSeconds(seconds));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"Sat, 21 Nov 2026 10:01:30 GMT", "Saturday, 21-Nov-26 10:01:30 GMT", "Sat Nov 21 10:01:30 2026"})
    void or_a_date_in_one_of_the_three_forms_of_http(String value) {
        assertThat(RetryAfter.read(Map.of("Retry-After", value), CLOCK)).isEqualTo(Duration.ofSeconds(90));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1000000000",
                "2147483648",
                "9223372036854775808",
                "99999999999999999999",
                "Fri, 31 Dec 9999 23:59:59 GMT"
            })
    void what_overflows_asks_for_more_than_the_longest_pause(String value) {
        assertThat(RetryAfter.read(Map.of("Retry-After", value), CLOCK)).isGreaterThanOrEqualTo(RetryAfter.MOST);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "soon",
                "-5",
                "1.5",
                "-99999999999999999999",
                "1e9",
                "+5",
                "٣",
                "60 s",
                "Sat, 21 Nov 2026 09:59:59 GMT",
                "Saturday, 21-Nov-26 09:59:59 GMT",
                "Sat Nov 21 09:59:59 2026",
                "Fri, 32 Nov 2026 10:00:00 GMT",
                "2026-11-21T10:00:00Z"
            })
    void what_is_past_or_can_t_be_understood_asks_for_nothing(String value) {
        assertThat(RetryAfter.read(Map.of("Retry-After", value), CLOCK)).isNull();
    }

    @Test
    void the_header_s_name_has_any_case() {
        assertThat(RetryAfter.read(Map.of("retry-AFTER", "1", "Retry", "2"), CLOCK))
                .isEqualTo(Duration.ofSeconds(1));
    }

    @Test
    void without_the_header_it_asks_for_nothing() {
        assertThat(RetryAfter.read(Map.of(), CLOCK)).isNull();
        assertThat(RetryAfter.read(null, CLOCK)).isNull();
    }
}
