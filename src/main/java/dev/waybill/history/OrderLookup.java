package dev.waybill.history;

import java.util.List;

/** What became of the question for an order. */
public sealed interface OrderLookup {

    record One(OrderView order) implements OrderLookup {}

    record None() implements OrderLookup {}

    /** Several sources use that message group, and none was named. */
    record Several(List<String> sources) implements OrderLookup {}

    /** As many searches as there may be are under way. */
    record Busy() implements OrderLookup {}
}
