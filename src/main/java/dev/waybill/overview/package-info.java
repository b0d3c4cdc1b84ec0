/** The home page: counts by minute, the flow map, and the list of alerts. */
@NullMarked
package dev.waybill.overview;

import org.jspecify.annotations.NullMarked;
