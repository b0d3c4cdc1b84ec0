/** Knows which hubs are alive, runs the once-a-second poll, carries NOTIFY, and leases work to one hub at a time. */
@NullMarked
package dev.waybill.cluster;

import org.jspecify.annotations.NullMarked;
