/** Replays many deliveries of a destination as one job: previewed, throttled, in order, and resumed wherever it stopped. */
@NullMarked
package dev.waybill.replay;

import org.jspecify.annotations.NullMarked;
