/** Finds events among millions by name, filter, time or text, within a time budget. */
@NullMarked
package dev.waybill.search;

import org.jspecify.annotations.NullMarked;
