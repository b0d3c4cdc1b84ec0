/** Tells the history of an event, an order and a delivery, and the reason why each of them waits. Reads only. */
@NullMarked
package dev.waybill.history;

import org.jspecify.annotations.NullMarked;
