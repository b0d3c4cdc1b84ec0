package dev.waybill.search;

import java.util.List;

/** What became of the question for an order. */
public sealed interface FoundOrder {

    record One(Order order) implements FoundOrder {}

    record None() implements FoundOrder {}

    /** Several sources use that message group, and none was named. */
    record Several(List<String> sources) implements FoundOrder {}

    /** As many searches as there may be are under way. */
    record Busy() implements FoundOrder {}
}
