/** The health of a whole destination: its pause, its circuit and its rate, shared by all hubs. */
@NullMarked
package dev.waybill.health;

import org.jspecify.annotations.NullMarked;
