package dev.waybill.history;

import java.util.List;

/** The result of a lookup of an order. */
public sealed interface OrderLookup {

    record One(OrderView order) implements OrderLookup {}

    record None() implements OrderLookup {}

    /** Several sources use that message group, and none was named. */
    record Several(List<String> sources) implements OrderLookup {}

    /** The limit of searches that run at once is reached. */
    record Busy() implements OrderLookup {}
}
