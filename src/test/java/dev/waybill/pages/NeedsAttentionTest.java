package dev.waybill.pages;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.inbox.StuckCounts.Stuck;
import dev.waybill.pages.Flow.Attention;
import java.util.List;
import org.junit.jupiter.api.Test;

class NeedsAttentionTest {

    @Test
    void events_that_no_route_takes_need_attention() {
        assertThat(texts(new Stuck(1, 0, 0, 0, 0, 0)))
                .containsExactly("1 event waits for a route to take it: is it running, and fast enough?");
        assertThat(texts(new Stuck(2, 0, 0, 0, 0, 0)))
                .containsExactly("2 events wait for a route to take them: is it running, and fast enough?");
        assertThat(texts(new Stuck(0, 0, 0, 0, 0, 0))).isEmpty();
    }

    private static List<String> texts(Stuck stuck) {
        return NeedsAttention.of(List.of(), List.of(), stuck, List.of(), List.of()).stream()
                .map(Attention::text)
                .toList();
    }
}
