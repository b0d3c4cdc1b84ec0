package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/** A list's next page goes on behind the last one, and none follows the last. */
class PageTest {

    @Test
    void one_more_than_fits_says_that_there_is_another_page() {
        Page<Long> page = Page.of(List.of(9L, 8L, 7L), 2);
        assertThat(page.rows()).containsExactly(9L, 8L);
        assertThat(page.next(id -> id)).isEqualTo(8);
    }

    @Test
    void a_page_that_is_just_full_is_the_last() {
        Page<Long> page = Page.of(List.of(9L, 8L), 2);
        assertThat(page.rows()).containsExactly(9L, 8L);
        assertThat(page.next(id -> id)).isNull();
        assertThat(Page.of(List.<Long>of(), 2).next(id -> id)).isNull();
    }
}
