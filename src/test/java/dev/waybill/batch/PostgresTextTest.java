package dev.waybill.batch;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class PostgresTextTest {

    @Test
    void holds_all_of_unicode_but_zero_and_half_pairs() {
        assertThat(PostgresText.canHold("")).isTrue();
        assertThat(PostgresText.canHold("Größe \u0001 \uFFFF \uD83D\uDE00")).isTrue();
        assertThat(PostgresText.canHold("a\0")).isFalse();
        assertThat(PostgresText.canHold("a\uD83D")).isFalse();
        assertThat(PostgresText.canHold("\uD83Da")).isFalse();
        assertThat(PostgresText.canHold("\uDE00a")).isFalse();
        assertThat(PostgresText.canHold("\uDE00\uD83D")).isFalse();
    }

    @Test
    void mends_what_it_can_not_hold_and_cuts_the_rest() {
        assertThat(PostgresText.repaired("a\0b\uD800", 10)).isEqualTo("a\uFFFDb\uFFFD");
        assertThat(PostgresText.repaired("abcdef", 3)).isEqualTo("abc");
        assertThat(PostgresText.repaired("ab\uD83D\uDE00", 3)).isEqualTo("ab\uFFFD");
        assertThat(PostgresText.repaired("ab\uD83D\uDE00", 4)).isEqualTo("ab\uD83D\uDE00");
    }

    @Test
    void counts_the_bytes_that_the_database_counts() {
        assertThat(PostgresText.bytes("aß€\uD83D\uDE00")).isEqualTo(1 + 2 + 3 + 4);
    }
}
