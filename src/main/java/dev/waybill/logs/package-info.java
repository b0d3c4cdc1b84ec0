/** Keeps each log message on one line, whatever strangers put into it. */
@NullMarked
package dev.waybill.logs;

import org.jspecify.annotations.NullMarked;
