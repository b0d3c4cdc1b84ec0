/** Runs the live revision's routes on this hub, and changes them to those of another revision while work goes on. */
@NullMarked
package dev.waybill.live;

import org.jspecify.annotations.NullMarked;
