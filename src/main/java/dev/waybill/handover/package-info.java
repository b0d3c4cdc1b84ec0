/** Runs one delivery through its destination's route and judges the result of the attempt. */
@NullMarked
package dev.waybill.handover;

import org.jspecify.annotations.NullMarked;
