/** Checks the loaded routes against the rules that keep events whole and in order, before any route starts. */
@NullMarked
package dev.waybill.lint;

import org.jspecify.annotations.NullMarked;
