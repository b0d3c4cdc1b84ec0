/** Keeps webhooks that could not be accepted, within bounds, until somebody releases or discards them. */
@NullMarked
package dev.waybill.quarantine;

import org.jspecify.annotations.NullMarked;
