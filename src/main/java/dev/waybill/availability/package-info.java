/** Tells whether events can be stored now: the database answers, and the backlog is within its limit. */
@NullMarked
package dev.waybill.availability;

import org.jspecify.annotations.NullMarked;
