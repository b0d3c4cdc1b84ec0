package dev.waybill.body;

/** What an event is called by, which is a part of its body too. */
public enum Named {
    /** What stays in order. */
    GROUP,
    /** The order's id. */
    ORDER_ID,
    /** The number that the shop tells its customer. */
    ORDER_NUMBER,
    /** The id that another system gave the order. */
    EXTERNAL_ID
}
