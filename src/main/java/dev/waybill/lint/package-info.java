/** Reads the loaded routes before any of them starts, and stops the start where one would lose, double or reorder events. */
@NullMarked
package dev.waybill.lint;

import org.jspecify.annotations.NullMarked;
