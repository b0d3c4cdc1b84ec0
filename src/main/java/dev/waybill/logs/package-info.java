/** Keeps each log message on one line, even with text from outside. */
@NullMarked
package dev.waybill.logs;

import org.jspecify.annotations.NullMarked;
