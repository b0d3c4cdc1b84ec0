/** Knows which hubs are alive, runs the once-a-second poll, and carries NOTIFY. */
@NullMarked
package dev.waybill.cluster;

import org.jspecify.annotations.NullMarked;
