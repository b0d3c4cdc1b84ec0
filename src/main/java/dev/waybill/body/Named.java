package dev.waybill.body;

/** The names of an event. Each is a part of its body too. */
public enum Named {
    /** The message group: its events stay in order. */
    GROUP,
    /** The order's id. */
    ORDER_ID,
    /** The order number that the shop gives its customer. */
    ORDER_NUMBER,
    /** The id that another system gave the order. */
    EXTERNAL_ID
}
