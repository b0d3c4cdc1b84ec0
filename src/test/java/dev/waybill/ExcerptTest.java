package dev.waybill;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExcerptTest {

    @ParameterizedTest
    @CsvSource({
        "'',    3, '',   ''",
        "abc,   3, abc,  abc",
        "abcd,  3, abc,  ab…",
        "a😀b,  4, a😀b, a😀b",
        "a😀bc, 4, a😀b, a😀…",
        "a😀bc, 3, a😀,  a…",
        "a😀bc, 2, a,    a…",
        "😀bc,  2, 😀,   …"
    })
    void a_text_is_cut_between_two_characters(String text, int most, String excerpt, String marked) {
        assertThat(Excerpt.of(text, most)).isEqualTo(excerpt);
        assertThat(Excerpt.marked(text, most)).isEqualTo(marked);
    }

    /** A half pair is no reason to fail: the text comes from outside. */
    @ParameterizedTest
    @CsvSource({"1, 1", "2, 2"})
    void half_a_pair_counts_as_a_character(int most, int length) {
        assertThat(Excerpt.of("\uD83D\uD83Dab", most)).hasSize(length);
    }
}
