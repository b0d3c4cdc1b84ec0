/** Replays or skips many deliveries of a destination as one job: preview, start, progress, cancel. */
@NullMarked
package dev.waybill.replay;

import org.jspecify.annotations.NullMarked;
