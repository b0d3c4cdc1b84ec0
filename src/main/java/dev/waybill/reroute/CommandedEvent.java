package dev.waybill.reroute;

import dev.waybill.inbox.EventState;
import org.jspecify.annotations.Nullable;

/**
 * The state of an event at the time of a command.
 *
 * @param state its state at routing
 * @param again true if it was ROUTED before an operator had it routed again
 */
record CommandedEvent(
        long id, String source, int slot, @Nullable String group, EventState state, boolean again) {}
