package dev.waybill.reroute;

import org.jspecify.annotations.Nullable;

/**
 * The state of an event at the time of a command.
 *
 * @param state RECEIVED, WAITING, FAILED, UNROUTED, ROUTED or DISCARDED
 * @param again true if it was ROUTED before an operator had it routed again
 */
record CommandedEvent(
        long id, String source, int slot, @Nullable String group, String state, boolean again) {}
