/** Keeps webhooks that could not be accepted, within limits, until an operator releases or discards them. */
@NullMarked
package dev.waybill.quarantine;

import org.jspecify.annotations.NullMarked;
