package dev.waybill.reroute;

import org.jspecify.annotations.Nullable;

/**
 * Where an event stands, as a command finds it.
 *
 * @param state RECEIVED, WAITING, FAILED, UNROUTED, ROUTED or DISCARDED
 * @param again whether it was ROUTED before an operator had it routed once more
 */
record CommandedEvent(
        long id, String source, int slot, @Nullable String group, String state, boolean again) {}
