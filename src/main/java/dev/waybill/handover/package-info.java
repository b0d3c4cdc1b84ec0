/** Runs one delivery through its destination's route and judges how the attempt ended. */
@NullMarked
package dev.waybill.handover;

import org.jspecify.annotations.NullMarked;
