package dev.waybill.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import dev.waybill.kit.CovverEvent;
import dev.waybill.sandbox.Traffic.Kind;
import dev.waybill.sandbox.Traffic.Sending;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class TrafficTest {

    private static final int MANY = 3_000;

    @Test
    void the_same_seed_makes_the_same_traffic() {
        assertThat(traffic(1)).isEqualTo(traffic(1));
        assertThat(traffic(1)).isNotEqualTo(traffic(2));
    }

    @Test
    void most_is_fresh_and_a_few_of_each_hundred_are_duplicates_late_or_forged() {
        var counts = traffic(1).stream().collect(Collectors.groupingBy(Sending::kind, Collectors.counting()));

        assertThat(counts.get(Kind.FRESH)).isGreaterThan(MANY * 75 / 100);
        assertThat(counts.get(Kind.DUPLICATE)).isBetween(MANY * 5 / 100L, MANY * 11 / 100L);
        assertThat(counts.get(Kind.LATE)).isBetween(MANY * 3 / 100L, MANY * 7 / 100L);
        assertThat(counts.get(Kind.FORGED)).isBetween(MANY / 100L, MANY * 5 / 100L);
    }

    @Test
    void a_duplicate_or_late_one_was_sent_before_and_a_fresh_one_was_not() {
        Set<CovverEvent> seen = new HashSet<>();
        for (Sending sending : traffic(3)) {
            switch (sending.kind()) {
                case FRESH -> assertThat(seen.add(sending.event())).isTrue();
                case DUPLICATE, LATE -> assertThat(seen).contains(sending.event());
                case FORGED -> assertThat(seen).doesNotContain(sending.event());
            }
        }
    }

    @Test
    void a_late_one_comes_after_a_while() {
        List<CovverEvent> fresh = new ArrayList<>();
        for (Sending sending : traffic(4)) {
            if (sending.kind() == Kind.FRESH) {
                fresh.add(sending.event());
            } else if (sending.kind() == Kind.LATE) {
                assertThat(fresh.size() - fresh.indexOf(sending.event())).isGreaterThan(20);
            }
        }
    }

    @Test
    void a_forged_order_is_none_of_the_real_ones() {
        Set<String> real = groups(Kind.FRESH);

        assertThat(groups(Kind.FORGED)).isNotEmpty().doesNotContainAnyElementsOf(real);
    }

    @Test
    void an_order_is_never_fulfilled_before_it_was_placed_though_others_come_in_between() {
        var byOrder = traffic(6).stream()
                .filter(sending -> sending.kind() == Kind.FRESH)
                .map(Sending::event)
                .filter(event -> event.type().startsWith("Order"))
                .collect(Collectors.groupingBy(
                        CovverEvent::group, Collectors.mapping(CovverEvent::type, Collectors.joining(" "))));

        assertThat(byOrder.values())
                .allMatch(story -> story.matches("OrderPlaced( OrderConfirmed){0,3}( OrderFulfilled)?"))
                .anyMatch(story -> story.endsWith("OrderFulfilled"));
    }

    private static Set<String> groups(Kind kind) {
        return traffic(5).stream()
                .filter(sending -> sending.kind() == kind)
                .map(sending -> sending.event().group())
                .collect(Collectors.toSet());
    }

    private static List<Sending> traffic(long seed) {
        Traffic traffic = new Traffic(seed, Instant.EPOCH);
        return Stream.generate(traffic::next).limit(MANY).toList();
    }
}
