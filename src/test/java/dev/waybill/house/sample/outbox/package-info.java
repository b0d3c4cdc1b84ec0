/** A room of the bad house: what the rules must find. */
@NullMarked
package dev.waybill.house.sample.outbox;

import org.jspecify.annotations.NullMarked;
