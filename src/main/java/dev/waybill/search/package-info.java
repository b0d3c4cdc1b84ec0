/** Finds events among millions, and tells what became of one event or of one order. */
@NullMarked
package dev.waybill.search;

import org.jspecify.annotations.NullMarked;
