/** The durable queue of deliveries: lanes, leases and settlement, in order per message group. */
@NullMarked
package dev.waybill.outbox;

import org.jspecify.annotations.NullMarked;
