/** Keeps each log message on one line, whatever text it holds. */
@NullMarked
package dev.waybill.logs;

import org.jspecify.annotations.NullMarked;
