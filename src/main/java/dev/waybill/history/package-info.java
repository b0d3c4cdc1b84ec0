/**
 * Tells the history of an event, an order and a delivery, and the reason why each of them waits. It only reads, except
 * for its own table {@code search_routes}.
 */
@NullMarked
package dev.waybill.history;

import org.jspecify.annotations.NullMarked;
