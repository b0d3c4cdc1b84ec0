/** Holds accepted events exactly as received, once, and has them routed in order per message group. */
@NullMarked
package dev.waybill.inbox;

import org.jspecify.annotations.NullMarked;
