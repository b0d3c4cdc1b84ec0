/** Holds deliveries, one queue per destination, and hands them over in order per message group until they arrive. */
@NullMarked
package dev.waybill.outbox;

import org.jspecify.annotations.NullMarked;
