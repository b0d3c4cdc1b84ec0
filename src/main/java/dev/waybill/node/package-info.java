/** Who is alive: this hub's row, its heartbeat, and the once-a-second tick that makes lost wake-ups harmless. */
@NullMarked
package dev.waybill.node;

import org.jspecify.annotations.NullMarked;
