/** Leases work to one hub at a time, and lets one revision's consumer take it over from another's while work goes on. */
@NullMarked
package dev.waybill.lease;

import org.jspecify.annotations.NullMarked;
