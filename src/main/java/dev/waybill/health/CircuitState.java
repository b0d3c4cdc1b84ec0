package dev.waybill.health;

/** The state of a destination's circuit, for all nodes. The metric shows the position in this list: 0, 1, 2. */
public enum CircuitState {
    /** The destination answers: everything that is due is handed over. */
    CLOSED,
    /**
     * The destination has answered a probe: each node hands over one delivery at a time, until enough were answered.
     */
    HALF_OPEN,
    /**
     * The destination is unreachable. The whole cluster hands over one delivery at a time as a probe; the others wait.
     */
    OPEN
}
