/** Each destination as operators see and command it: queue depth, pause, circuit, route. */
@NullMarked
package dev.waybill.destination;

import org.jspecify.annotations.NullMarked;
