package dev.waybill.body;

/** The names of an event, which are parts of its body too. */
public enum Named {
    /** The message group: its events stay in order. */
    GROUP,
    /** The order's id. */
    ORDER_ID,
    /** The number that the shop tells its customer. */
    ORDER_NUMBER,
    /** The id that another system gave the order. */
    EXTERNAL_ID
}
