/** Stores each accepted event exactly as signed, once, many in one commit. */
@NullMarked
package dev.waybill.inbox;

import org.jspecify.annotations.NullMarked;
