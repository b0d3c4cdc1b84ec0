/** Runs the YAML router over accepted events, slot by slot, in order, and commits the deliveries that it names. */
@NullMarked
package dev.waybill.routing;

import org.jspecify.annotations.NullMarked;
