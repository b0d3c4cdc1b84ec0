/** The destinations as operators see and command them: queue depth, pause, circuit, route. */
@NullMarked
package dev.waybill.destination;

import org.jspecify.annotations.NullMarked;
