/** The console's pages of events: the search, one event with its timeline and commands, one order. */
@NullMarked
package dev.waybill.eventpages;

import org.jspecify.annotations.NullMarked;
