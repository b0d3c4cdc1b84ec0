package dev.waybill.answers;

import java.util.Locale;

/** The meaning of an answer for the delivery. */
public enum Meaning {
    /** The receiver already has it, from an earlier attempt: it counts as delivered. */
    ALREADY_THERE,
    /** The receiver has it now. */
    DELIVERED,
    /** The receiver refuses it: no further attempt helps. */
    REFUSED,
    /** The receiver does not have it; a later attempt may succeed. */
    AGAIN,
    /** The receiver does not have it: the answer to the question, never to a delivery. */
    ABSENT;

    /** Returns the key under which a file lists the rules with this meaning, such as {@code already-there}. */
    String key() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
