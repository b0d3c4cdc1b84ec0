/** Tells what became of an event, an order and a delivery, and what each of them waits for. Reads only. */
@NullMarked
package dev.waybill.history;

import org.jspecify.annotations.NullMarked;
