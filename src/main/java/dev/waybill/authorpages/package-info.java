/** The console's pages of authors: plans with their differences, and an editor that changes nothing by itself. */
@NullMarked
package dev.waybill.authorpages;

import org.jspecify.annotations.NullMarked;
