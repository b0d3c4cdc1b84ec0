/** Commands on events: route one again, route many again, discard. */
@NullMarked
package dev.waybill.reroute;

import org.jspecify.annotations.NullMarked;
