package dev.waybill.health;

/** How a destination's circuit stands, for all nodes. The metric shows the position in this list: 0, 1, 2. */
public enum CircuitState {
    /** The destination answers: everything that is due is handed over. */
    CLOSED,
    /** It has answered a probe: each node hands over one delivery at a time, until enough were answered. */
    HALF_OPEN,
    /** Nobody reaches it: one delivery at a time in the whole cluster is handed over as a probe, the others wait. */
    OPEN
}
